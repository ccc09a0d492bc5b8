package dev.vigil.domain.admission;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.PatientId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What admission knows of one device. Small: it is read at every reading.
///
/// @param parked how many of its readings wait
public record DeviceState(List<Assignment> assignments, DeviceClock clock, int parked) {

    public DeviceState {
        assignments = List.copyOf(assignments);
    }

    public static DeviceState unknown() {
        return new DeviceState(List.of(), DeviceClock.unknown(), 0);
    }

    /// Whose the device was when the reading was taken.
    Attribution attribute(Instant takenAt) {
        return attribute(assignments, takenAt);
    }

    static Attribution attribute(List<Assignment> assignments, Instant takenAt) {
        Set<PatientId> patients = new LinkedHashSet<>(2);
        for (Assignment assignment : assignments) {
            if (assignment.covers(takenAt)) {
                patients.add(assignment.patientId());
            }
        }
        return switch (patients.size()) {
            case 0 -> new Attribution.Nobody();
            case 1 -> new Attribution.To(patients.iterator().next());
            default -> new Attribution.Several(patients.size());
        };
    }

    DeviceState with(DeviceClock other) {
        return new DeviceState(assignments, other, parked);
    }

    DeviceState with(List<Assignment> others) {
        return new DeviceState(others, clock, parked);
    }

    DeviceState withParked(int more) {
        return new DeviceState(assignments, clock, Math.max(0, parked + more));
    }
}
