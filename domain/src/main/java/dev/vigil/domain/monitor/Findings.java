package dev.vigil.domain.monitor;

import dev.vigil.domain.monitor.Intake.Taken;
import dev.vigil.domain.plan.Condition;
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

/// Holds values against a condition, within the bounds that its rule gives.
final class Findings {

    private Findings() {
    }

    /// What a value says of a rule on it; empty where that cannot be told, such as of a window with too few readings.
    static Optional<Finding> find(Turn turn, Rule rule, Taken taken) {
        boolean ofEachValue = rule.when() instanceof Condition.Threshold || rule.when() instanceof Condition.LevelIn;
        return taken.newest() || ofEachValue
                ? of(turn, rule.when(), Bounds.of(turn, rule), taken.value()) : Optional.empty();
    }

    /// The same of a condition that may be a part of another.
    static Optional<Finding> of(Turn turn, Condition condition, Bounds bounds, LatestValue value) {
        return switch (condition) {
            case Condition.Threshold threshold -> Optional.of(threshold(threshold, bounds, value));
            case Condition.LevelIn level -> Optional.of(level(level, value));
            case Condition.WindowStatistic window -> window(turn, window, bounds, value);
            case Condition.Rises rises -> Trends.rises(turn, rises, bounds, value);
            case Condition.Falls falls -> Trends.falls(turn, falls, bounds, value);
            case Condition.Trend trend -> Trends.trend(turn, trend, bounds, value);
            case Condition.Deviates deviates -> Trends.deviates(turn, deviates, bounds, value);
            case Condition.TableScoreAtLeast score -> Optional.of(TableScores.find(turn, score, bounds, value));
            case Condition.All all -> Combined.find(turn, all);
            case Condition.Any any -> Combined.find(turn, any);
            case Condition.Not not -> Combined.find(turn, not);
            case Condition.ScoreAtLeast score -> Optional.empty();
            case Condition.ScorePartAtLeast part -> Optional.empty();
            case Condition.Silent silent -> Optional.empty();
            case Condition.DeviceReports reports -> Optional.empty();
        };
    }

    private static Finding threshold(Condition.Threshold condition, Bounds bounds, LatestValue value) {
        RuleEvent event = bounds.judge(condition.limit(), numberOf(value.value()), value.takenAt());
        return of(condition.vital(), value, event, bounds.limit(condition.limit()).value());
    }

    private static Finding level(Condition.LevelIn condition, LatestValue value) {
        boolean violated = value.value() instanceof Level level && condition.levels().contains(level.level());
        RuleEvent event = violated ? new RuleEvent.Violated(value.takenAt()) : new RuleEvent.Within(value.takenAt());
        return of(condition.vital(), value, event, null);
    }

    private static Optional<Finding> window(Turn turn, Condition.WindowStatistic condition, Bounds bounds,
            LatestValue value) {
        Vital vital = condition.vital();
        RollingWindow window = turn.vital(vital).windows().endingAt(condition.window(), vital, value.takenAt());
        if (window.count() < condition.atLeastReadings()) {
            return Optional.empty();
        }
        return window.statistic(condition.statistic()).map(statistic -> {
            RuleEvent event = bounds.judge(condition.limit(), statistic, value.takenAt());
            return new Finding(value.takenAt(), event, vital, new Quantity(statistic),
                    bounds.limit(condition.limit()).value(), value.gateway(), List.of(value.evidence(vital)), null);
        });
    }

    /// A score is over only when every parameter that proved it has been measured again.
    static Finding score(News2Result.Scored scored, int reached, int limit, Set<Vital> provenBy,
            @Nullable String gateway) {
        Instant at = scored.at();
        boolean violated = reached >= limit;
        boolean measuredAgain = provenBy.isEmpty() || Collections.disjoint(provenBy, scored.unmeasured());
        RuleEvent event = violated ? new RuleEvent.Violated(at)
                : measuredAgain ? new RuleEvent.Within(at) : new RuleEvent.Between(at);
        return score(scored, event, reached, limit, gateway);
    }

    /// What a score says as a part of another condition: open while what is missing may decide it.
    static Finding scoreAsPart(News2Result.Scored scored, int reached, int most, int limit) {
        Instant at = scored.at();
        RuleEvent event = reached >= limit ? new RuleEvent.Violated(at)
                : most < limit ? new RuleEvent.Within(at) : new RuleEvent.Between(at);
        return score(scored, event, reached, limit, null);
    }

    private static Finding score(News2Result.Scored scored, RuleEvent event, int reached, int limit,
            @Nullable String gateway) {
        List<Evidence> evidence = new ArrayList<>(scored.parts().size());
        for (ScorePart part : scored.parts()) {
            if (!part.assumed()) {
                evidence.add(new Evidence(part.vital(), part.value(), part.takenAt(), part.observationId()));
            }
        }
        return new Finding(scored.at(), event, null, new Quantity(BigDecimal.valueOf(reached)),
                BigDecimal.valueOf(limit), gateway, evidence,
                event instanceof RuleEvent.Violated ? detail(scored) : null);
    }

    /// The parameters that were measured with points in a score.
    static Set<Vital> proof(News2Result.Scored scored) {
        return scored.parts().stream().filter(part -> part.points() > 0 && !part.assumed()).map(ScorePart::vital)
                .map(News2::parameterOf).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }

    static int largestPart(News2Result.Scored scored) {
        int largest = 0;
        for (ScorePart part : scored.parts()) {
            largest = Math.max(largest, part.points());
        }
        return largest;
    }

    /// As much as the largest part may turn out to be: none exceeds the ceiling.
    static int largestPossible(News2Result.Scored scored) {
        return scored.complete() ? largestPart(scored) : scored.ceiling();
    }

    private static Finding of(Vital vital, LatestValue value, RuleEvent event, @Nullable BigDecimal limit) {
        return new Finding(value.takenAt(), event, vital, value.value(), limit, value.gateway(),
                List.of(value.evidence(vital)), null);
    }

    private static String detail(News2Result.Scored scored) {
        String parts = scored.parts().stream().filter(part -> part.points() > 0 && !part.assumed())
                .map(part -> named(part) + " (" + part.points() + ")").collect(Collectors.joining(", "));
        String missing = scored.missing().stream().map(Explanation::lower).collect(Collectors.joining(", "));
        String assumed = scored.parts().stream().filter(ScorePart::assumed).map(Findings::named)
                .collect(Collectors.joining(", "));
        return parts + (missing.isEmpty() ? "" : "; missing " + missing)
                + (assumed.isEmpty() ? "" : "; assumed " + assumed);
    }

    private static String named(ScorePart part) {
        return Explanation.lower(part.vital()) + " " + text(part.value());
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
