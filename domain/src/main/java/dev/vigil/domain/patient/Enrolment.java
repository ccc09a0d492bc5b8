package dev.vigil.domain.patient;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The time in which a patient is watched, `[from, to)`; an open end is null.
public record Enrolment(Instant from, @Nullable Instant to) {

    public boolean covers(Instant time) {
        return !time.isBefore(from) && (to == null || time.isBefore(to));
    }
}
