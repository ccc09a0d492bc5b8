package dev.vigil.domain.score;

import dev.vigil.domain.id.NameBasedId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What NEWS2 says of a person at a time, or why it says nothing.
public sealed interface News2Result {

    /// No score may be computed for this person.
    record Refused(ScoreRefusal reason) implements News2Result {
    }

    /// The score of the parts at hand.
    ///
    /// @param parts what was measured, and what was assumed in its place
    /// @param total what the parts add up to
    /// @param floor the parts and the least that the missing ones can add
    /// @param ceiling the parts and the most that the missing ones can add
    /// @param missing parameters without a fresh value, the stale ones among them; a missing pulse is named
    ///     `heart-rate`, missing air-or-oxygen `oxygen-flow`
    /// @param stale parameters whose newest value is older than its freshness
    record Scored(Instant at, int scale, List<ScorePart> parts, List<Vital> missing, List<Vital> stale, int total,
            int floor, int ceiling) implements News2Result {

        private static final int SINGLE_URGENT = 3;

        public Scored {
            parts = List.copyOf(parts);
            missing = List.copyOf(missing);
            stale = List.copyOf(stale);
        }

        public boolean complete() {
            return missing.isEmpty();
        }

        /// Parameters of which nothing was measured that counts: the missing and the assumed ones.
        public Set<Vital> unmeasured() {
            Set<Vital> unmeasured = EnumSet.noneOf(Vital.class);
            unmeasured.addAll(missing);
            for (ScorePart part : parts) {
                if (part.assumed()) {
                    News2.parameterOf(part.vital()).ifPresent(unmeasured::add);
                }
            }
            return unmeasured;
        }

        /// The tier that the parts prove; what is missing can only raise it.
        public ScoreBand band() {
            boolean singleUrgent = false;
            for (ScorePart part : parts) {
                singleUrgent |= part.points() >= SINGLE_URGENT;
            }
            return ScoreBand.news2(floor, singleUrgent);
        }

        /// There is one score a minute, so its id follows from the patient and the minute.
        public Score toScore(PatientId patient, int revision) {
            String minute = at.truncatedTo(ChronoUnit.MINUTES).toString();
            String id = NameBasedId.of("score", patient.value(), ScoreName.NEWS2.key(), minute).toString();
            return new Score(id, patient, ScoreName.NEWS2, scale, total, band(), floor, ceiling, complete(),
                    !stale.isEmpty(), revision, at, parts, missing);
        }
    }
}
