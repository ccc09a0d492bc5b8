package dev.vigil.domain.reading;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.List;

/// An observation that no longer holds and may be older than any topic remembers: what an archive needs to withdraw
/// what it was given. Vitals and ids say which resources those were, since their ids follow from them.
///
/// @param revision higher than that of every version of the observation told before
/// @param takenAt of the observation that is withdrawn
/// @param status always `entered-in-error`
public record Withdrawal(String observationId, int revision, PatientId patientId, DeviceId deviceId,
        ReadingId readingId, Instant takenAt, List<Vital> vitals, ObservationStatus status, Instant withdrawnAt) {

    public Withdrawal {
        vitals = List.copyOf(vitals);
        if (status != ObservationStatus.ENTERED_IN_ERROR) {
            throw new IllegalArgumentException("status must be entered-in-error");
        }
    }

    /// Of an observation as it is withdrawn.
    public static Withdrawal of(Observation observation) {
        return new Withdrawal(observation.id(), observation.revision(), observation.patientId(),
                observation.deviceId(), observation.readingId(), observation.takenAt(),
                observation.measurements().stream().map(Measurement::vital).toList(), observation.status(),
                observation.admittedAt());
    }
}
