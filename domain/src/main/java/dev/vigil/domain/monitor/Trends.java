package dev.vigil.domain.monitor;

import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.signal.Explanation;
import dev.vigil.domain.signal.Finding;
import dev.vigil.domain.signal.RuleEvent;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.RollingWindow;
import dev.vigil.domain.window.Statistic;
import dev.vigil.domain.window.Tally;
import dev.vigil.domain.window.Windows;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Holds a value against the patient's own past.
final class Trends {

    /// Fewer readings than this are no baseline.
    private static final long LEAST_BASELINE = 20;

    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

    private Trends() {
    }

    static Optional<Finding> rises(Turn turn, Condition.Rises condition, Bounds bounds,
            LatestValue value) {
        Vital vital = condition.vital();
        BigDecimal measured = Findings.numberOf(value.value());
        BigDecimal limit = bounds.number(condition.by());
        return lowest(turn, vital, condition.within(), value).map(lowest -> {
            BigDecimal rise = measured.subtract(lowest);
            String detail = "now " + Explanation.number(measured) + ", lowest " + Explanation.number(lowest);
            return new Finding(value.takenAt(), event(rise.compareTo(limit) >= 0, value.takenAt()), vital,
                    new Quantity(rise), limit, value.gateway(), List.of(value.evidence(vital)), detail);
        });
    }

    private static Optional<BigDecimal> lowest(Turn turn, Vital vital, Duration within, LatestValue value) {
        return vital == Vital.BODY_WEIGHT ? sameScale(turn, within, value).min(Comparator.naturalOrder())
                : turn.vital(vital).windows().lowest(vital, within, value.takenAt());
    }

    private static Optional<BigDecimal> highest(Turn turn, Vital vital, Duration within, LatestValue value) {
        return vital == Vital.BODY_WEIGHT ? sameScale(turn, within, value).max(Comparator.naturalOrder())
                : turn.vital(vital).windows().highest(vital, within, value.takenAt());
    }

    /// Two scales agree to within kilograms only, so a weight is held against those of the same scale alone.
    private static Stream<BigDecimal> sameScale(Turn turn, Duration within, LatestValue value) {
        return turn.history.all(Vital.BODY_WEIGHT, Windows.beginning(within, value.takenAt()), value.takenAt(),
                point -> point.counts() && point.deviceId().equals(value.deviceId())).stream()
                .map(point -> Findings.numberOf(point.value()));
    }

    static Optional<Finding> deviates(Turn turn, Condition.Deviates condition, Bounds bounds,
            LatestValue value) {
        Vital vital = condition.vital();
        BigDecimal measured = Findings.numberOf(value.value());
        BigDecimal limit = bounds.number(condition.deviations());
        return turn.vital(vital).windows().weekBefore(value.takenAt())
                .filter(baseline -> baseline.count() >= LEAST_BASELINE).map(baseline -> {
                    boolean far = baseline.isFarFromMean(measured, limit, vital.scale());
                    return new Finding(value.takenAt(), event(far, value.takenAt()), vital, value.value(), limit,
                            value.gateway(), List.of(value.evidence(vital)), far ? usual(baseline, vital) : null);
                });
    }

    static Optional<Finding> falls(Turn turn, Condition.Falls condition, Bounds bounds,
            LatestValue value) {
        Vital vital = condition.vital();
        BigDecimal measured = Findings.numberOf(value.value());
        BigDecimal limit = bounds.number(condition.by());
        return highest(turn, vital, condition.within(), value).map(highest -> {
            BigDecimal fall = highest.subtract(measured);
            String detail = "now " + Explanation.number(measured) + ", highest " + Explanation.number(highest);
            return new Finding(value.takenAt(), event(fall.compareTo(limit) >= 0, value.takenAt()), vital,
                    new Quantity(fall), limit, value.gateway(), List.of(value.evidence(vital)), detail);
        });
    }

    /// Readings that span less time than is foretold tell nothing.
    static Optional<Finding> trend(Turn turn, Condition.Trend condition, Bounds bounds,
            LatestValue value) {
        Vital vital = condition.vital();
        RollingWindow window = turn.vital(vital).windows().endingAt(condition.over(), vital, value.takenAt());
        return window.tally().filter(tally -> tally.count() >= condition.atLeastReadings()
                && tally.last().millis() - tally.first().millis() >= condition.within().toMillis())
                .flatMap(tally -> window.statistic(Statistic.SLOPE_PER_HOUR))
                .map(slope -> trend(condition, bounds, value, slope));
    }

    private static Finding trend(Condition.Trend condition, Bounds bounds, LatestValue value, BigDecimal perHour) {
        Vital vital = condition.vital();
        BigDecimal measured = Findings.numberOf(value.value());
        BigDecimal change = perHour.multiply(BigDecimal.valueOf(condition.within().toSeconds()))
                .divide(SECONDS_PER_HOUR, vital.scale(), RoundingMode.HALF_UP);
        BigDecimal expected = measured.add(change);
        Limit limit = bounds.limit(condition.limit());
        boolean violated = limit.isViolatedBy(measured) || limit.isViolatedBy(expected);
        String detail = "now " + Explanation.number(measured) + ", changing by "
                + Explanation.number(perHour.setScale(2, RoundingMode.HALF_UP)) + " an hour";
        return new Finding(value.takenAt(), event(violated, value.takenAt()), vital, new Quantity(expected),
                limit.value(), value.gateway(), List.of(value.evidence(vital)), detail);
    }

    private static RuleEvent event(boolean violated, Instant at) {
        return violated ? new RuleEvent.Violated(at) : new RuleEvent.Within(at);
    }

    private static String usual(Tally baseline, Vital vital) {
        return "usual " + Explanation.rounded(baseline.mean(vital.scale())) + " ± "
                + Explanation.rounded(baseline.stdDev(vital.scale()));
    }
}
