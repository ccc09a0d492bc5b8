package dev.vigil.domain.current;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.score.Score;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The latest picture of a patient.
///
/// @param score the latest NEWS2, null where none may be computed (under 16, pregnant, age unknown) or nothing came yet
/// @param scoreRefusal why there is no score, null when there is one
public record CurrentPicture(PatientId patientId, Instant at, List<CurrentVital> vitals, @Nullable Score score,
        @Nullable String scoreRefusal, List<RuleStatus> rules) {

    public CurrentPicture {
        vitals = List.copyOf(vitals);
        rules = List.copyOf(rules);
    }
}
