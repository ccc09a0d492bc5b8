package dev.vigil.domain.score;

import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;

/// A trusted value that may become a part of a score.
public record ScoreInput(Vital vital, MeasuredValue value, Instant takenAt, String observationId) {
}
