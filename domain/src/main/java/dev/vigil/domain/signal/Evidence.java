package dev.vigil.domain.signal;

import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A reading behind a signal, copied so that the alert explains itself after the topics have forgotten.
public record Evidence(Vital vital, MeasuredValue value, Instant takenAt, String observationId) {

    public @Nullable String unit() {
        return vital.unit();
    }
}
