package dev.vigil.domain.score;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.List;

/// An early-warning score that says what it does not know: missing is never zero.
///
/// @param scale NEWS2 SpO2 scale, 1 or 2
/// @param total what the parts at hand add up to
/// @param band the tier that the parts at hand prove
/// @param floor the least the full score can be
/// @param ceiling the most the full score can be
/// @param complete all seven parts are there: measured and fresh, or assumed by the plan and marked so
/// @param stale at least one part was there but is older than its freshness
/// @param at the time the score speaks of
public record Score(String id, PatientId patientId, ScoreName score, int scale, int total, ScoreBand band, int floor,
        int ceiling, boolean complete, boolean stale, int revision, Instant at, List<ScorePart> parts,
        List<Vital> missing) {

    public Score {
        parts = List.copyOf(parts);
        missing = List.copyOf(missing);
        if (floor > ceiling) {
            throw new IllegalArgumentException("floor " + floor + " is above ceiling " + ceiling);
        }
    }
}
