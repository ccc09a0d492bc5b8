package dev.vigil.domain.monitor;

import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.signal.Evidence;
import dev.vigil.domain.signal.Explanation;
import dev.vigil.domain.signal.Finding;
import dev.vigil.domain.signal.RuleEvent;
import dev.vigil.domain.vital.MeasuredValue.Level;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Holds the newest values of several vitals against a condition made of conditions, in three values: a part without a
/// fresh value is neither met nor missed. What is open ends nothing and begins nothing.
final class Combined {

    private Combined() {
    }

    /// Met, missed, or open.
    private enum Truth {
        YES, NO, OPEN;

        Truth negated() {
            return switch (this) {
                case YES -> NO;
                case NO -> YES;
                case OPEN -> OPEN;
            };
        }
    }

    /// @param text what was measured against what, empty where nothing is known
    private record Verdict(Truth truth, String text, List<Evidence> evidence) {
    }

    /// Empty where nothing of it is known.
    static Optional<Finding> find(Turn turn, Condition condition) {
        Verdict verdict = judge(turn, condition);
        Instant at = verdict.evidence().stream().map(Evidence::takenAt).max(Instant::compareTo).orElse(null);
        if (at == null) {
            return Optional.empty();
        }
        RuleEvent event = switch (verdict.truth()) {
            case YES -> new RuleEvent.Violated(at);
            case NO -> new RuleEvent.Within(at);
            case OPEN -> new RuleEvent.Between(at);
        };
        return Optional.of(new Finding(at, event, null, null, null, null, verdict.evidence(), verdict.text()));
    }

    private static Verdict judge(Turn turn, Condition condition) {
        return switch (condition) {
            case Condition.All all -> together(turn, all.parts(), Truth.NO);
            case Condition.Any any -> together(turn, any.parts(), Truth.YES);
            case Condition.Not not -> negated(judge(turn, not.part()));
            case Condition.Threshold threshold -> leaf(turn, threshold.vital(), threshold);
            case Condition.LevelIn level -> leaf(turn, level.vital(), level);
            case Condition.WindowStatistic other -> throw notCombinable();
            case Condition.Rises other -> throw notCombinable();
            case Condition.Falls other -> throw notCombinable();
            case Condition.Trend other -> throw notCombinable();
            case Condition.Deviates other -> throw notCombinable();
            case Condition.ScoreAtLeast other -> throw notCombinable();
            case Condition.TableScoreAtLeast other -> throw notCombinable();
            case Condition.ScorePartAtLeast other -> throw notCombinable();
            case Condition.Silent other -> throw notCombinable();
            case Condition.DeviceReports other -> throw notCombinable();
        };
    }

    private static IllegalStateException notCombinable() {
        return new IllegalStateException("a condition that cannot be combined was combined");
    }

    private static Verdict negated(Verdict verdict) {
        return new Verdict(verdict.truth().negated(), verdict.text(), verdict.evidence());
    }

    /// @param deciding the truth of one part that settles the whole: a miss for all, a hit for any
    private static Verdict together(Turn turn, List<Condition> parts, Truth deciding) {
        List<Verdict> verdicts = parts.stream().map(part -> judge(turn, part)).toList();
        boolean decided = verdicts.stream().anyMatch(verdict -> verdict.truth() == deciding);
        boolean open = verdicts.stream().anyMatch(verdict -> verdict.truth() == Truth.OPEN);
        Truth truth = decided ? deciding : open ? Truth.OPEN : deciding.negated();
        List<Evidence> evidence = new ArrayList<>();
        verdicts.forEach(verdict -> evidence.addAll(verdict.evidence()));
        String text = verdicts.stream().filter(verdict -> !verdict.text().isEmpty())
                .filter(verdict -> !decided || verdict.truth() == deciding).map(Verdict::text)
                .collect(Collectors.joining(" and "));
        return new Verdict(truth, text, evidence);
    }

    private static Verdict leaf(Turn turn, Vital vital, Condition part) {
        LatestValue value = turn.vital(vital).trusted();
        if (value == null || !isFresh(turn, vital, value)) {
            return new Verdict(Truth.OPEN, "", List.of());
        }
        Evidence evidence = value.evidence(vital);
        boolean met = holds(part, value);
        return new Verdict(met ? Truth.YES : Truth.NO, Explanation.part(part, evidence, met), List.of(evidence));
    }

    private static boolean isFresh(Turn turn, Vital vital, LatestValue value) {
        return !value.takenAt().plus(turn.plan.freshness(vital)).isBefore(turn.now);
    }

    private static boolean holds(Condition part, LatestValue value) {
        if (part instanceof Condition.Threshold threshold && value.value() instanceof Quantity quantity) {
            return threshold.limit().isViolatedBy(quantity.value());
        }
        return part instanceof Condition.LevelIn level && value.value() instanceof Level taken
                && level.levels().contains(taken.level());
    }
}
