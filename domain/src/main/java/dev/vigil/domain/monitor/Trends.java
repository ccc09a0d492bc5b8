package dev.vigil.domain.monitor;

import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.signal.Evidence;
import dev.vigil.domain.signal.Explanation;
import dev.vigil.domain.signal.Finding;
import dev.vigil.domain.signal.RuleEvent;
import dev.vigil.domain.vital.MeasuredValue.Level;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Tally;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Holds a value against the patient's own past, and several vitals against their limits at once.
final class Trends {

    /// Fewer readings than this are no baseline.
    private static final long LEAST_BASELINE = 20;

    private Trends() {
    }

    static Optional<Finding> rises(Turn turn, Rule rule, Condition.Rises condition, LatestValue value) {
        Vital vital = condition.vital();
        BigDecimal measured = Findings.numberOf(value.value());
        BigDecimal limit = own(turn, rule, condition.by());
        return turn.vital(vital).windows().lowest(vital, condition.within(), value.takenAt()).map(lowest -> {
            BigDecimal rise = measured.subtract(lowest);
            String detail = "now " + Explanation.number(measured) + ", lowest " + Explanation.number(lowest);
            return new Finding(value.takenAt(), event(rise.compareTo(limit) >= 0, value.takenAt()), vital,
                    new Quantity(rise), limit, value.gateway(), List.of(value.evidence(vital)), detail);
        });
    }

    static Optional<Finding> deviates(Turn turn, Rule rule, Condition.Deviates condition, LatestValue value) {
        Vital vital = condition.vital();
        BigDecimal measured = Findings.numberOf(value.value());
        BigDecimal limit = own(turn, rule, condition.deviations());
        return turn.vital(vital).windows().weekBefore(value.takenAt())
                .filter(baseline -> baseline.count() >= LEAST_BASELINE).map(baseline -> {
                    boolean far = baseline.isFarFromMean(measured, limit, vital.scale());
                    return new Finding(value.takenAt(), event(far, value.takenAt()), vital, value.value(), limit,
                            value.gateway(), List.of(value.evidence(vital)), far ? usual(baseline, vital) : null);
                });
    }

    /// Unknown or stale parts leave it open.
    static Optional<Finding> all(Turn turn, Condition.All condition) {
        List<Evidence> evidence = new ArrayList<>();
        boolean known = true;
        boolean violated = true;
        Instant at = Instant.MIN;
        for (Condition part : condition.parts()) {
            Optional<Evidence> newest = newest(turn, part);
            known &= newest.isPresent();
            violated &= newest.filter(value -> holds(part, value)).isPresent();
            newest.ifPresent(evidence::add);
            at = newest.map(Evidence::takenAt).filter(at::isBefore).orElse(at);
        }
        RuleEvent event = violated ? new RuleEvent.Violated(at)
                : known ? new RuleEvent.Within(at) : new RuleEvent.Between(at);
        return evidence.isEmpty() ? Optional.empty()
                : Optional.of(new Finding(at, event, null, null, null, null, evidence, null));
    }

    private static Optional<Evidence> newest(Turn turn, Condition part) {
        return turn.vitals().entrySet().stream().filter(entry -> part.concerns(entry.getKey()))
                .filter(entry -> isFresh(turn, entry.getKey(), entry.getValue().trusted()))
                .flatMap(entry -> Optional.ofNullable(entry.getValue().trusted())
                        .map(value -> value.evidence(entry.getKey())).stream())
                .findFirst();
    }

    private static boolean isFresh(Turn turn, Vital vital, @Nullable LatestValue value) {
        return value != null && !value.takenAt().plus(turn.plan.freshness(vital)).isBefore(turn.now);
    }

    private static boolean holds(Condition part, Evidence value) {
        if (part instanceof Condition.Threshold threshold && value.value() instanceof Quantity quantity) {
            return threshold.limit().isViolatedBy(quantity.value());
        }
        return part instanceof Condition.LevelIn level && value.value() instanceof Level taken
                && level.levels().contains(taken.level());
    }

    private static BigDecimal own(Turn turn, Rule rule, BigDecimal planned) {
        return turn.settings().limits().getOrDefault(rule.id(), planned);
    }

    private static RuleEvent event(boolean violated, Instant at) {
        return violated ? new RuleEvent.Violated(at) : new RuleEvent.Within(at);
    }

    private static String usual(Tally baseline, Vital vital) {
        return "usual " + Explanation.rounded(baseline.mean(vital.scale())) + " ± "
                + Explanation.rounded(baseline.stdDev(vital.scale()));
    }
}
