package dev.vigil.domain.monitor;

import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.score.ScoreInput;
import dev.vigil.domain.score.table.ScoreTable;
import dev.vigil.domain.score.table.TableScore;
import dev.vigil.domain.score.table.TableScorer;
import dev.vigil.domain.signal.Evidence;
import dev.vigil.domain.signal.Explanation;
import dev.vigil.domain.signal.Finding;
import dev.vigil.domain.signal.RuleEvent;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.MeasuredValue.Level;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Holds a patient against a rule on a score that is a table. The floor raises it; it ends when even the ceiling does
/// not reach it any more, so a value that has become stale proves no recovery.
final class TableScores {

    private TableScores() {
    }

    static Finding find(Turn turn, Condition.TableScoreAtLeast condition, Bounds bounds, LatestValue newest) {
        Instant at = newest.takenAt();
        int limit = bounds.points(condition.atLeast());
        return switch (TableScorer.assess(assuming(turn, condition.table()), turn.patient,
                fresh(turn, condition.table()), at)) {
            case TableScore.Refused refused -> new Finding(at, new RuleEvent.Withdrawn(), null, null, null,
                    newest.gateway(), List.of(), refused.reason());
            case TableScore.Scored scored -> new Finding(at, event(scored, limit, at), null,
                    new Quantity(BigDecimal.valueOf(scored.floor())), BigDecimal.valueOf(limit), newest.gateway(),
                    evidence(scored), detail(scored));
        };
    }

    /// The table without what was measured otherwise within a day.
    private static ScoreTable assuming(Turn turn, ScoreTable table) {
        if (table.assumed().isEmpty()) {
            return table;
        }
        Map<Vital, MeasuredValue> assumed = new EnumMap<>(table.assumed());
        assumed.entrySet().removeIf(entry -> {
            LatestValue last = turn.vital(entry.getKey()).trusted();
            return last != null && !last.value().equals(entry.getValue())
                    && !last.takenAt().plus(Plan.MEASURED_BEFORE_ASSUMED).isBefore(turn.now);
        });
        return new ScoreTable(table.id(), table.appliesTo(), table.columns(), table.freshness(), assumed);
    }

    private static RuleEvent event(TableScore.Scored scored, int limit, Instant at) {
        if (scored.floor() >= limit) {
            return new RuleEvent.Violated(at);
        }
        return scored.ceiling() < limit ? new RuleEvent.Within(at) : new RuleEvent.Between(at);
    }

    private static Map<Vital, ScoreInput> fresh(Turn turn, ScoreTable table) {
        Map<Vital, ScoreInput> fresh = new EnumMap<>(Vital.class);
        turn.vitals().forEach((vital, state) -> {
            LatestValue value = state.trusted();
            if (value != null && table.looksAt(vital)
                    && !value.takenAt().plus(freshness(turn, table, vital)).isBefore(turn.now)) {
                fresh.put(vital, new ScoreInput(vital, value.value(), value.takenAt(), value.observationId()));
            }
        });
        return fresh;
    }

    /// What the plan says goes before what the table says.
    private static Duration freshness(Turn turn, ScoreTable table, Vital vital) {
        Duration planned = turn.plan.freshness().get(vital);
        return planned != null ? planned : table.freshness().getOrDefault(vital, turn.plan.freshness(vital));
    }

    private static List<Evidence> evidence(TableScore.Scored scored) {
        return scored.parts().stream().filter(part -> !part.assumed()).flatMap(part -> part.inputs().stream())
                .map(input -> new Evidence(input.vital(), input.value(), input.takenAt(), input.observationId()))
                .toList();
    }

    private static String detail(TableScore.Scored scored) {
        String parts = scored.parts().stream().filter(part -> part.least() > 0 || part.assumed())
                .map(TableScores::text).collect(Collectors.joining(", "));
        return scored.complete() ? parts : parts + "; missing " + String.join(", ", scored.missing());
    }

    private static String text(TableScore.Part part) {
        return part.inputs().stream().map(input -> Explanation.lower(input.vital()) + " " + text(input.value()))
                .collect(Collectors.joining(" and ")) + (part.assumed() ? " assumed" : "") + " (" + part.least() + ")";
    }

    private static String text(MeasuredValue value) {
        return switch (value) {
            case Quantity quantity -> Explanation.number(quantity.value());
            case Level level -> level.level().code();
        };
    }
}
