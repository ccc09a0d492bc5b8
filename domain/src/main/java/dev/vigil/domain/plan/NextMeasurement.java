package dev.vigil.domain.plan;

import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
        Vital next = null;
        for (Vital vital : score.missing()) {
            boolean more = next == null || swing(score, vital) > swing(score, next);
            next = more && isOpen(score, plan, limits, vital) ? vital : next;
        }
        return Optional.ofNullable(next);
    }

    private static boolean isOpen(Score score, Plan plan, Map<String, BigDecimal> limits, Vital vital) {
        for (Rule rule : plan.rules()) {
            boolean open = switch (rule.when()) {
                case Condition.ScoreAtLeast whole -> {
                    int limit = limit(rule, whole.atLeast(), limits);
                    yield score.floor() < limit && limit <= score.ceiling();
                }
                case Condition.ScorePartAtLeast part -> {
                    int limit = limit(rule, part.points(), limits);
                    yield largest(score) < limit && limit <= mostOf(vital);
                }
                case Condition other -> false;
            };
            if (open) {
                return true;
            }
        }
        return false;
    }

    private static int largest(Score score) {
        int largest = 0;
        for (ScorePart part : score.parts()) {
            largest = Math.max(largest, part.points());
        }
        return largest;
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
        return vital == Vital.OXYGEN_FLOW
                ? mostOf(vital) + Math.max(0, score.ceiling() - score.floor() - mostOfMissing(score)) : mostOf(vital);
    }

    private static int mostOfMissing(Score score) {
        int most = 0;
        for (Vital vital : score.missing()) {
            most += mostOf(vital);
        }
        return most;
    }

    private static int mostOf(Vital vital) {
        return vital == Vital.OXYGEN_FLOW ? MOST_OF_OXYGEN : MOST_OF_OTHERS;
    }
}
