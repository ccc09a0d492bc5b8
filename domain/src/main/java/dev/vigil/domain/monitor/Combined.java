package dev.vigil.domain.monitor;

import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.score.News2Result;
import dev.vigil.domain.signal.Evidence;
import dev.vigil.domain.signal.Explanation;
import dev.vigil.domain.signal.Finding;
import dev.vigil.domain.signal.RuleEvent;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Holds what is newest against a condition made of conditions, in three values: a part without a fresh value, or one
/// that what is missing may decide, is neither met nor missed. What is open ends nothing and begins nothing.
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
            case Condition.ScoreAtLeast score -> verdict(score, score(turn,
                    scored -> Findings.scoreAsPart(scored, scored.floor(), scored.ceiling(), score.atLeast())));
            case Condition.ScorePartAtLeast part -> verdict(part, score(turn,
                    scored -> Findings.scoreAsPart(scored, Findings.largestPart(scored),
                            Findings.largestPossible(scored), part.points())));
            case Condition part -> verdict(part, newestFresh(turn, part)
                    .flatMap(value -> Findings.of(turn, part, Bounds.NONE, value)));
        };
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

    private static Verdict verdict(Condition part, Optional<Finding> known) {
        if (known.isEmpty()) {
            return new Verdict(Truth.OPEN, "", List.of());
        }
        Finding finding = known.get();
        Truth truth = switch (finding.event()) {
            case RuleEvent.Violated violated -> Truth.YES;
            case RuleEvent.Within within -> Truth.NO;
            case RuleEvent.Between between -> Truth.OPEN;
            case RuleEvent.TimePassed passed -> Truth.OPEN;
            case RuleEvent.Withdrawn withdrawn -> Truth.OPEN;
        };
        return new Verdict(truth, Explanation.part(part, finding, truth == Truth.YES), finding.evidence());
    }

    private static Optional<Finding> score(Turn turn, Function<News2Result.Scored, Finding> find) {
        return Assessments.now(turn).filter(News2Result.Scored.class::isInstance).map(News2Result.Scored.class::cast)
                .map(find);
    }

    /// Of the vitals that a part is about the newest value, where it still counts.
    private static Optional<LatestValue> newestFresh(Turn turn, Condition part) {
        LatestValue newest = null;
        for (Map.Entry<Vital, VitalState> entry : turn.vitals().entrySet()) {
            LatestValue value = entry.getValue().trusted();
            if (value != null && part.concerns(entry.getKey()) && isFresh(turn, entry.getKey(), value)
                    && (newest == null || value.takenAt().isAfter(newest.takenAt()))) {
                newest = value;
            }
        }
        return Optional.ofNullable(newest);
    }

    private static boolean isFresh(Turn turn, Vital vital, LatestValue value) {
        return !value.takenAt().plus(turn.plan.freshness(vital)).isBefore(turn.now);
    }
}
