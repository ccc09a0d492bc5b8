package dev.vigil.domain.monitor;

import dev.vigil.domain.monitor.Intake.Taken;
import dev.vigil.domain.monitor.RuleSteps.Lane;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.score.News2Result;
import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.domain.signal.Finding;
import dev.vigil.domain.signal.RuleEvent;
import dev.vigil.domain.signal.RuleProgress;
import dev.vigil.domain.signal.RuleState;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Runs the rules of the patient's plan.
///
/// What is current and what came too late are two episodes of the same rule: only the newest value of its vital, young
/// enough to act on, moves the one that rings (and any newest value may end it); everything else moves the other, whose
/// signals are retrospective.
final class Rules {

    /// Stands for the condition of a rule that is no longer known; nothing is ever held against it.
    private static final Condition GONE = new Condition.ScoreAtLeast(ScoreName.NEWS2, Integer.MAX_VALUE);

    private Rules() {
    }

    static void onValue(Turn turn, Taken taken) {
        if (!taken.trusted()) {
            return;
        }
        for (Rule rule : turn.plan.rules()) {
            if (rule.when().concerns(taken.vital())) {
                Findings.find(turn, rule, taken).flatMap(finding -> Doubts.weigh(turn, rule, finding, taken))
                        .ifPresent(finding -> route(turn, rule, finding, taken));
            }
        }
    }

    /// A score of values that are all too old to act on begins nothing that rings, but may end it.
    static void onCurrentScore(Turn turn, News2Result.Scored scored, @Nullable String gateway) {
        boolean actionable = false;
        for (ScorePart part : scored.parts()) {
            actionable |= !part.assumed() && Monitor.isActionable(turn, part.vital(), part.takenAt());
        }
        for (Rule rule : turn.plan.rules()) {
            if (actionable || turn.progress(rule).live().isOn()) {
                finding(turn, rule, scored, gateway).ifPresent(finding -> onScore(turn, rule, scored, finding));
            }
        }
    }

    static void onPastScore(Turn turn, News2Result.Scored scored, @Nullable String gateway) {
        for (Rule rule : turn.plan.rules()) {
            finding(turn, rule, scored, gateway)
                    .filter(finding -> !isWithin(turn.progress(rule).live(), finding))
                    .ifPresent(finding -> RuleSteps.step(turn, rule, finding.event(), finding, Lane.PAST));
        }
    }

    private static Optional<Finding> finding(Turn turn, Rule rule, News2Result.Scored scored,
            @Nullable String gateway) {
        if (rule.when() instanceof Condition.ScoreAtLeast score) {
            return Optional.of(finding(turn, rule, scored, scored.floor(), score.atLeast(), gateway));
        }
        return rule.when() instanceof Condition.ScorePartAtLeast part
                ? Optional.of(finding(turn, rule, scored, Findings.largestPart(scored), part.points(), gateway))
                : Optional.empty();
    }

    private static Finding finding(Turn turn, Rule rule, News2Result.Scored scored, int reached, int planned,
            @Nullable String gateway) {
        Set<Vital> provenBy = turn.progress(rule).provenBy();
        return Findings.score(scored, reached, Bounds.of(turn, rule).points(planned), provenBy, gateway);
    }

    private static void onScore(Turn turn, Rule rule, News2Result.Scored scored, Finding finding) {
        boolean on = turn.progress(rule).live().isOn();
        RuleSteps.step(turn, rule, finding.event(), finding, Lane.LIVE);
        if (finding.event() instanceof RuleEvent.Violated) {
            RuleProgress progress = turn.progress(rule);
            int reached = finding.value() instanceof MeasuredValue.Quantity score ? score.value().intValue() : 0;
            int was = on ? progress.reached() : reached;
            boolean corrected = turn.because != null && reached < was;
            turn.keep(rule.id(), progress.proven(Findings.proof(scored), corrected ? reached
                    : Math.max(reached, was)));
            if (reached > was || corrected) {
                RuleSteps.sayChanged(turn, rule, finding, was);
            }
        }
    }

    /// No score may be computed any more: rules on it have ended.
    static void onNoScore(Turn turn) {
        turn.plan.rules().stream().filter(rule -> rule.when() instanceof Condition.ScoreAtLeast
                || rule.when() instanceof Condition.ScorePartAtLeast).forEach(rule -> withdraw(turn, rule));
    }

    static void withdraw(Turn turn, Rule rule) {
        RuleSteps.step(turn, rule, new RuleEvent.Withdrawn(), null, Lane.LIVE);
        RuleSteps.step(turn, rule, new RuleEvent.Withdrawn(), null, Lane.PAST);
    }

    private static void route(Turn turn, Rule rule, Finding finding, Taken taken) {
        RuleState live = turn.progress(rule).live();
        if (taken.newest() && (taken.actionable() || live.isOn())) {
            RuleSteps.step(turn, rule, finding.event(), finding, Lane.LIVE);
        } else if (!isWithin(live, finding)) {
            RuleSteps.step(turn, rule, finding.event(), finding, Lane.PAST);
        }
    }

    /// A reading between others of an episode that is on tells nothing new.
    private static boolean isWithin(RuleState live, Finding finding) {
        return switch (live) {
            case RuleState.Quiet quiet -> false;
            case RuleState.Pending pending -> !finding.at().isBefore(pending.since());
            case RuleState.Raised raised -> !finding.at().isBefore(raised.startedAt());
            case RuleState.Clearing clearing -> !finding.at().isBefore(clearing.episode().startedAt());
        };
    }

    /// Time raises lone spot checks that nothing contradicted; what became too old to act on while the platform was
    /// away only informs.
    static void onTime(Turn turn) {
        for (Rule rule : turn.plan.rules()) {
            if (turn.progress(rule).live() instanceof RuleState.Pending pending) {
                onTime(turn, rule, pending);
            }
        }
    }

    private static void onTime(Turn turn, Rule rule, RuleState.Pending pending) {
        Taken taken = turn.vitals().entrySet().stream().filter(entry -> rule.when().concerns(entry.getKey()))
                .flatMap(entry -> standing(turn, entry.getKey(), entry.getValue().trusted(), pending).stream())
                .findFirst().orElse(null);
        Finding finding = taken == null ? null : Findings.find(turn, rule, taken).orElse(null);
        if (taken == null || finding == null) {
            RuleSteps.step(turn, rule, new RuleEvent.Withdrawn(), null, Lane.LIVE);
        } else if (taken.actionable()) {
            RuleSteps.step(turn, rule, new RuleEvent.TimePassed(), finding, Lane.LIVE);
        } else {
            RuleSteps.step(turn, rule, new RuleEvent.Withdrawn(), null, Lane.LIVE);
            RuleSteps.step(turn, rule, finding.event(), finding, Lane.PAST);
        }
    }

    private static Optional<Taken> standing(Turn turn, Vital vital, @Nullable LatestValue value,
            RuleState.Pending pending) {
        return value == null || !value.takenAt().equals(pending.lastAt()) ? Optional.empty()
                : Optional.of(new Taken(vital, value, true, Monitor.isActionable(turn, vital, value.takenAt())));
    }

    /// Rules that have left the plan have ended.
    static void onPlan(Turn turn) {
        if (turn.rules().isEmpty()) {
            return;
        }
        Set<String> planned = turn.plan.rules().stream().map(Rule::id).collect(Collectors.toUnmodifiableSet());
        for (Map.Entry<String, RuleProgress> entry : List.copyOf(turn.rules().entrySet())) {
            if (!planned.contains(entry.getKey())) {
                RuleProgress progress = entry.getValue();
                withdraw(turn, new Rule(entry.getKey(), progress.priority(), progress.kind(), GONE, null));
            }
        }
    }

    /// An episode that stood on one withdrawn reading alone has ended.
    static void onWithdrawn(Turn turn, Observation observation) {
        for (Rule rule : turn.plan.rules()) {
            boolean concerned = observation.measurements().stream()
                    .anyMatch(measurement -> rule.when().concerns(measurement.vital()));
            RuleProgress progress = unproven(turn, rule, observation);
            if (concerned && standsOn(progress.live(), observation.takenAt())) {
                RuleSteps.step(turn, rule, new RuleEvent.Withdrawn(), null, Lane.LIVE);
            }
            if (concerned && standsOn(progress.past(), observation.takenAt())) {
                RuleSteps.step(turn, rule, new RuleEvent.Withdrawn(), null, Lane.PAST);
            }
        }
    }

    /// What was withdrawn proves nothing and need not be measured again to end what it proved.
    private static RuleProgress unproven(Turn turn, Rule rule, Observation observation) {
        RuleProgress progress = turn.progress(rule);
        Set<Vital> proof = new HashSet<>(progress.provenBy());
        observation.measurements().forEach(measurement -> News2.parameterOf(measurement.vital())
                .ifPresent(proof::remove));
        if (proof.size() < progress.provenBy().size()) {
            turn.keep(rule.id(), progress.proven(proof, progress.reached()));
        }
        return turn.progress(rule);
    }

    private static boolean standsOn(RuleState state, Instant takenAt) {
        return switch (state) {
            case RuleState.Quiet quiet -> false;
            case RuleState.Pending pending -> pending.since().equals(takenAt) && pending.lastAt().equals(takenAt);
            case RuleState.Raised raised -> raised.startedAt().equals(takenAt) && raised.lastAt().equals(takenAt);
            case RuleState.Clearing clearing -> standsOn(clearing.episode(), takenAt);
        };
    }
}
