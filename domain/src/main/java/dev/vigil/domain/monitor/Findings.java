package dev.vigil.domain.monitor;

import dev.vigil.domain.monitor.Intake.Taken;
import dev.vigil.domain.plan.ClearCondition;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.score.News2Result;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.domain.signal.Evidence;
import dev.vigil.domain.signal.Explanation;
import dev.vigil.domain.signal.Finding;
import dev.vigil.domain.signal.RuleEvent;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.MeasuredValue.Level;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.RollingWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds values against a rule's condition, with the limit that the patient may have of their own.
final class Findings {

    private Findings() {
    }

    /// What a value says of a rule on it; empty where that cannot be told, such as of a window with too few readings.
    static Optional<Finding> find(Turn turn, Rule rule, Taken taken) {
        LatestValue value = taken.value();
        return switch (rule.when()) {
            case Condition.Threshold threshold -> Optional.of(threshold(turn, rule, threshold, value));
            case Condition.LevelIn level -> Optional.of(level(level, value));
            case Condition.WindowStatistic window when taken.newest() -> window(turn, rule, window, value);
            case Condition.Rises rises when taken.newest() -> Trends.rises(turn, rule, rises, value);
            case Condition.Deviates deviates when taken.newest() -> Trends.deviates(turn, rule, deviates, value);
            case Condition.Falls falls when taken.newest() -> Trends.falls(turn, rule, falls, value);
            case Condition.Trend trend when taken.newest() -> Trends.trend(turn, rule, trend, value);
            case Condition.All all when taken.newest() -> Combined.find(turn, all);
            case Condition.Any any when taken.newest() -> Combined.find(turn, any);
            case Condition.Not not when taken.newest() -> Combined.find(turn, not);
            case Condition.TableScoreAtLeast score when taken.newest() ->
                Optional.of(TableScores.find(turn, rule, score, value));
            case Condition.TableScoreAtLeast score -> Optional.empty();
            case Condition.WindowStatistic window -> Optional.empty();
            case Condition.Rises rises -> Optional.empty();
            case Condition.Deviates deviates -> Optional.empty();
            case Condition.Falls falls -> Optional.empty();
            case Condition.Trend trend -> Optional.empty();
            case Condition.All all -> Optional.empty();
            case Condition.Any any -> Optional.empty();
            case Condition.Not not -> Optional.empty();
            case Condition.ScoreAtLeast score -> Optional.empty();
            case Condition.ScorePartAtLeast part -> Optional.empty();
            case Condition.Silent silent -> Optional.empty();
            case Condition.DeviceReports reports -> Optional.empty();
        };
    }

    private static Finding threshold(Turn turn, Rule rule, Condition.Threshold condition, LatestValue value) {
        BigDecimal measured = numberOf(value.value());
        RuleEvent event = judge(turn, rule, condition.limit(), measured, value.takenAt());
        return of(condition.vital(), value, event, limit(turn, rule, condition.limit()).value());
    }

    private static Finding level(Condition.LevelIn condition, LatestValue value) {
        boolean violated = value.value() instanceof Level level && condition.levels().contains(level.level());
        RuleEvent event = violated ? new RuleEvent.Violated(value.takenAt()) : new RuleEvent.Within(value.takenAt());
        return of(condition.vital(), value, event, null);
    }

    private static Optional<Finding> window(Turn turn, Rule rule, Condition.WindowStatistic condition,
            LatestValue value) {
        Vital vital = condition.vital();
        RollingWindow window = turn.vital(vital).windows().endingAt(condition.window(), vital, value.takenAt());
        if (window.count() < condition.atLeastReadings()) {
            return Optional.empty();
        }
        return window.statistic(condition.statistic()).map(statistic -> {
            RuleEvent event = judge(turn, rule, condition.limit(), statistic, value.takenAt());
            return new Finding(value.takenAt(), event, vital, new Quantity(statistic),
                    limit(turn, rule, condition.limit()).value(), value.gateway(),
                    List.of(value.evidence(vital)), null);
        });
    }

    /// A score is over only when every parameter that proved it has been measured again.
    static Finding score(News2Result.Scored scored, int reached, int limit, Set<Vital> provenBy,
            @Nullable String gateway) {
        Instant at = scored.at();
        boolean violated = reached >= limit;
        boolean measuredAgain = Collections.disjoint(provenBy, scored.missing());
        RuleEvent event = violated ? new RuleEvent.Violated(at)
                : measuredAgain ? new RuleEvent.Within(at) : new RuleEvent.Between(at);
        List<Evidence> evidence = new ArrayList<>(scored.parts().size());
        for (ScorePart part : scored.parts()) {
            evidence.add(new Evidence(part.vital(), part.value(), part.takenAt(), part.observationId()));
        }
        return new Finding(at, event, null, new Quantity(BigDecimal.valueOf(reached)), BigDecimal.valueOf(limit),
                gateway, evidence, violated ? detail(scored) : null);
    }

    /// The parameters with points in a score.
    static Set<Vital> proof(News2Result.Scored scored) {
        return scored.parts().stream().filter(part -> part.points() > 0).map(ScorePart::vital)
                .map(News2::parameterOf).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }

    static int largestPart(News2Result.Scored scored) {
        int largest = 0;
        for (ScorePart part : scored.parts()) {
            largest = Math.max(largest, part.points());
        }
        return largest;
    }

    /// The patient's own number where the care team set one.
    static Limit limit(Turn turn, Rule rule, Limit planned) {
        BigDecimal own = turn.settings().limits().get(rule.id());
        return own == null ? planned : planned.withValue(own);
    }

    private static RuleEvent judge(Turn turn, Rule rule, Limit planned, BigDecimal measured, Instant at) {
        Limit limit = limit(turn, rule, planned);
        if (limit.isViolatedBy(measured)) {
            return new RuleEvent.Violated(at);
        }
        ClearCondition clear = rule.clear();
        if (clear == null) {
            return new RuleEvent.Within(at);
        }
        BigDecimal moved = limit.value().subtract(planned.value());
        Limit clearLimit = clear.limit().withValue(clear.limit().value().add(moved));
        return clearLimit.isViolatedBy(measured) ? new RuleEvent.Within(at) : new RuleEvent.Between(at);
    }

    private static Finding of(Vital vital, LatestValue value, RuleEvent event, @Nullable BigDecimal limit) {
        return new Finding(value.takenAt(), event, vital, value.value(), limit, value.gateway(),
                List.of(value.evidence(vital)), null);
    }

    private static String detail(News2Result.Scored scored) {
        String parts = scored.parts().stream().filter(part -> part.points() > 0)
                .map(part -> Explanation.lower(part.vital()) + " " + text(part.value()) + " (" + part.points() + ")")
                .collect(Collectors.joining(", "));
        String missing = scored.missing().stream().map(Explanation::lower).collect(Collectors.joining(", "));
        return missing.isEmpty() ? parts : parts + "; missing " + missing;
    }

    private static String text(MeasuredValue value) {
        return switch (value) {
            case Quantity quantity -> Explanation.number(quantity.value());
            case Level level -> level.level().code();
        };
    }

    static BigDecimal numberOf(MeasuredValue value) {
        return switch (value) {
            case Quantity quantity -> quantity.value();
            case Level level -> throw new IllegalArgumentException("a threshold needs a number");
        };
    }
}
