package dev.vigil.domain.plan;

import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// What to measure next where NEWS2 is partial: the one missing vital that can narrow most what the plan's limits on
/// the score are open about. Where no limit is open, nothing needs to be measured for the score's sake.
public final class NextMeasurement {

    private static final int MOST_OF_OXYGEN = 2;
    private static final int MOST_OF_OTHERS = 3;

    private NextMeasurement() {
    }

    /// @param limits the patient's own, by rule id
    public static Optional<Vital> of(Score score, Plan plan, Map<String, BigDecimal> limits) {
        return score.missing().stream().filter(vital -> isOpen(score, plan, limits, vital))
                .max(Comparator.<Vital>comparingInt(vital -> swing(score, vital))
                        .thenComparing(score.missing()::indexOf, Comparator.reverseOrder()));
    }

    private static boolean isOpen(Score score, Plan plan, Map<String, BigDecimal> limits, Vital vital) {
        int largest = score.parts().stream().mapToInt(ScorePart::points).max().orElse(0);
        return plan.rules().stream().anyMatch(rule -> switch (rule.when()) {
            case Condition.ScoreAtLeast whole -> {
                int limit = limit(rule, whole.atLeast(), limits);
                yield score.floor() < limit && limit <= score.ceiling();
            }
            case Condition.ScorePartAtLeast part -> {
                int limit = limit(rule, part.points(), limits);
                yield largest < limit && limit <= mostOf(vital);
            }
            case Condition other -> false;
        });
    }

    private static int limit(Rule rule, int planned, Map<String, BigDecimal> limits) {
        BigDecimal own = limits.get(rule.id());
        return own == null ? planned : own.setScale(0, RoundingMode.CEILING).intValue();
    }

    /// By how many points the floor and the ceiling come together for certain. Whether somebody is on oxygen may also
    /// decide what a saturation on scale 2 is worth: that is what lies between floor and ceiling beyond the missing
    /// parts; and before that is known, a saturation may settle nothing.
    private static int swing(Score score, Vital vital) {
        if (vital == Vital.OXYGEN_SATURATION && score.scale() == 2 && score.missing().contains(Vital.OXYGEN_FLOW)) {
            return 0;
        }
        int missing = score.missing().stream().mapToInt(NextMeasurement::mostOf).sum();
        return vital == Vital.OXYGEN_FLOW ? mostOf(vital) + Math.max(0, score.ceiling() - score.floor() - missing)
                : mostOf(vital);
    }

    private static int mostOf(Vital vital) {
        return vital == Vital.OXYGEN_FLOW ? MOST_OF_OXYGEN : MOST_OF_OTHERS;
    }
}
