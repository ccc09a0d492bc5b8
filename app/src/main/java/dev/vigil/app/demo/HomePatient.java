package dev.vigil.app.demo;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A simulated patient at home. Name and birth date are invented, as everything about them is.
///
/// @param plan null for the general one
record HomePatient(String patientId, String recordNumber, String name, LocalDate birthDate, int oxygenScale,
        @Nullable String plan,
        Physiology physiology, List<HomeDevice> devices) {

    HomePatient {
        devices = List.copyOf(devices);
    }

    /// @param deviceId unique in the ward
    record HomeDevice(String deviceId, DeviceKind kind, Fault fault) {
    }
}
