package dev.vigil.domain.score;

import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;

/// A trusted value that may become a part of a score.
///
/// @param observationId empty for one that is assumed
public record ScoreInput(Vital vital, MeasuredValue value, Instant takenAt, String observationId) {

    public static ScoreInput assumed(Vital vital, MeasuredValue value, Instant at) {
        return new ScoreInput(vital, value, at, "");
    }

    public boolean isAssumed() {
        return observationId.isEmpty();
    }
}
