package dev.vigil.domain.score;

import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;

/// One scored vital, with where its value came from and how old it is.
///
/// @param takenAt of an assumed one: the time the score speaks of
/// @param observationId empty for an assumed one
/// @param assumed not measured but stated by the plan
public record ScorePart(Vital vital, MeasuredValue value, int points, Instant takenAt, String observationId,
        boolean assumed) {
}
