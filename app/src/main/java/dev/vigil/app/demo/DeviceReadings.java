package dev.vigil.app.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.demo.HomePatient.HomeDevice;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Writes what a simulated device pushes: a pure function of the patient and the times.
record DeviceReadings(HomePatient patient, HomeDevice device) {

    /// A measurement now.
    ///
    /// @param number of the device's own count
    /// @param at the patient's time since the start
    /// @param now the true time
    ObjectNode measured(long number, Duration at, Instant now) {
        Duration ahead = switch (device.fault()) {
            case Fault.ClockAhead(Duration by) -> by;
            case Fault.None ignored -> Duration.ZERO;
            case Fault.FallsSilent ignored -> Duration.ZERO;
            case Fault.WasOffline ignored -> Duration.ZERO;
        };
        Instant shown = now.plus(ahead);
        return reading(number, at, shown).put("sentAt", shown.toString());
    }

    /// What the device kept while nobody listened, oldest first, up to the present.
    List<ObjectNode> kept(Duration back, Duration every, Instant now) {
        List<ObjectNode> kept = new ArrayList<>();
        for (Duration ago = back; !ago.isNegative(); ago = ago.minus(every)) {
            kept.add(reading(-1 - kept.size(), ago.negated(), now.minus(ago)));
        }
        return kept;
    }

    private ObjectNode reading(long number, Duration at, Instant takenAt) {
        ObjectNode reading = JsonNodeFactory.instance.objectNode().put("deviceId", device.deviceId())
                .put("id", device.deviceId() + "#" + takenAt.toEpochMilli() + "." + number)
                .put("takenAt", takenAt.toString());
        ArrayNode measurements = reading.putArray("measurements");
        device.kind().vitals().forEach(vital -> measurements.add(measurement(vital, at)));
        return reading;
    }

    private ObjectNode measurement(Vital vital, Duration at) {
        ObjectNode measurement = JsonNodeFactory.instance.objectNode().put("vital", vital.key());
        if (vital.coded()) {
            return measurement.put("value", patient.physiology().consciousness(at));
        }
        return measurement.put("value", patient.physiology().read(vital, at)).put("unit", vital.unit());
    }
}
