package dev.vigil.domain.device;

import dev.vigil.domain.id.PatientId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A device belongs to a patient in `[from, to)`; an open end is null.
public record Assignment(PatientId patientId, Instant from, @Nullable Instant to) {

    public Assignment {
        if (to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("assignment must end after it begins");
        }
    }

    public boolean covers(Instant time) {
        return !time.isBefore(from) && (to == null || time.isBefore(to));
    }

    public boolean overlaps(Assignment other) {
        return (other.to == null || from.isBefore(other.to)) && (to == null || other.from.isBefore(to));
    }
}
