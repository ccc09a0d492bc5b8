package dev.vigil.app.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A simulated patient at home. Name and birth date are invented, as everything about them is.
///
/// @param plan null for the general one
/// @param limits the plan's numbers, overridden by rule id
record HomePatient(String patientId, String name, LocalDate birthDate, int oxygenScale, @Nullable String plan,
        Map<String, BigDecimal> limits, Physiology physiology, List<HomeDevice> devices) {

    HomePatient {
        limits = Map.copyOf(limits);
        devices = List.copyOf(devices);
    }

    /// @param deviceId unique in the ward
    record HomeDevice(String deviceId, DeviceKind kind, Fault fault) {
    }
}
