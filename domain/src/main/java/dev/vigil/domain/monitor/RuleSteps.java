package dev.vigil.domain.monitor;

import dev.vigil.domain.monitor.MonitorOutcome.Signalled;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.signal.Explanation;
import dev.vigil.domain.signal.Finding;
import dev.vigil.domain.signal.RuleEvent;
import dev.vigil.domain.signal.RuleMachine;
import dev.vigil.domain.signal.RuleProgress;
import dev.vigil.domain.signal.RuleState;
import dev.vigil.domain.signal.RuleStep;
import dev.vigil.domain.signal.RuleTiming;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of one rule: its state moves, and what must be told becomes a signal with its sentence.
final class RuleSteps {

    private static final Duration SUSTAIN_CONTINUOUS = Duration.ofSeconds(30);

    private RuleSteps() {
    }

    /// Where a finding belongs: to what rings, or to what came too late to ring.
    enum Lane {
        LIVE, PAST
    }

    static void step(Turn turn, Rule rule, RuleEvent event, @Nullable Finding finding, Lane lane) {
        RuleProgress progress = turn.progress(rule);
        RuleTiming timing = lane == Lane.LIVE ? timing(turn, rule) : timing(turn, rule).ofThePast();
        RuleState before = lane == Lane.LIVE ? progress.live() : past(progress.past(), finding, timing);
        RuleStep step = RuleMachine.step(before, event, timing, turn.now);
        if (step.state().equals(before)) {
            return;
        }
        String why = step.state() instanceof RuleState.Quiet ? null : why(turn, rule, step, finding, progress);
        turn.keep(rule.id(), lane == Lane.LIVE ? progress.withLive(step.state(), why)
                : progress.withPast(step.state()));
        if (step.says() != null && step.episode() != null) {
            Signal signal = signal(turn, rule, step.says(), step.episode(), finding, lane);
            turn.say(new Signalled(Corrections.explained(turn, signal, progress.reached())));
        }
    }

    /// An episode that is on has become worse, or turned out to be less than was told.
    static void sayChanged(Turn turn, Rule rule, Finding finding, int was) {
        RuleProgress progress = turn.progress(rule);
        if (progress.live() instanceof RuleState.Raised episode) {
            turn.keep(rule.id(), progress.withLive(episode, sentence(turn, rule, episode, finding)));
            Signal signal = signal(turn, rule, SignalState.CHANGED, episode, finding, Lane.LIVE);
            turn.say(new Signalled(Corrections.explained(turn, signal, was)));
        }
    }

    /// What came too late has no newer readings to end it, so a gap ends it.
    private static RuleState past(RuleState past, @Nullable Finding finding, RuleTiming timing) {
        boolean over = finding != null && switch (past) {
            case RuleState.Quiet quiet -> false;
            case RuleState.Pending pending -> false;
            case RuleState.Raised raised -> finding.at().isAfter(raised.lastAt().plus(timing.gap()));
            case RuleState.Clearing clearing -> finding.at().isAfter(clearing.since().plus(timing.gap()));
        };
        return over ? RuleState.QUIET : past;
    }

    /// The sentence changes with what is told and when a violation begins, not with every reading.
    private static @Nullable String why(Turn turn, Rule rule, RuleStep step, @Nullable Finding finding,
            RuleProgress progress) {
        boolean news = step.says() != null || progress.explanation() == null;
        return news && finding != null ? sentence(turn, rule, step.state(), finding) : progress.explanation();
    }

    private static String sentence(Turn turn, Rule rule, RuleState state, Finding finding) {
        boolean unconfirmed = state instanceof RuleState.Raised raised && raised.unconfirmed();
        Duration sustained = unconfirmed || state instanceof RuleState.Pending ? Duration.ZERO
                : timing(turn, rule).sustain();
        return Explanation.violation(rule, finding, sustained, unconfirmed, turn.now);
    }

    private static Signal signal(Turn turn, Rule rule, SignalState says, RuleState.Raised episode,
            @Nullable Finding finding, Lane lane) {
        String explanation = says == SignalState.ENDED || finding == null ? Explanation.end(rule, finding, turn.now)
                : sentence(turn, rule, episode, finding);
        boolean silence = rule.when() instanceof Condition.Silent;
        return new Signal(Signal.idOf(turn.patientId, rule.id(), episode.startedAt()), turn.patientId, rule.id(),
                rule.kind(), rule.priority(), says, episode.startedAt(), turn.now,
                finding == null ? null : finding.vital(), finding == null ? null : finding.value(),
                finding == null ? null : finding.limit(), finding == null ? null : finding.gateway(),
                finding == null || silence ? null : age(turn, finding), lane == Lane.PAST, episode.unconfirmed(),
                explanation, finding == null ? List.of() : finding.evidence());
    }

    private static Duration age(Turn turn, Finding finding) {
        Duration age = Duration.between(finding.at(), turn.now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    static RuleTiming timing(Turn turn, Rule rule) {
        return switch (rule.when()) {
            case Condition.Threshold threshold -> timing(turn, rule, threshold.vital(), threshold.sustainedFor());
            case Condition.Deviates deviates -> timing(turn, rule, deviates.vital(), deviates.sustainedFor());
            case Condition.LevelIn level -> timing(turn, rule, level.vital(), Duration.ZERO);
            case Condition.WindowStatistic window -> RuleTiming.AT_ONCE;
            case Condition.Rises rises -> RuleTiming.AT_ONCE;
            case Condition.Falls falls -> RuleTiming.AT_ONCE;
            case Condition.Trend trend -> RuleTiming.AT_ONCE;
            case Condition.All all -> RuleTiming.AT_ONCE;
            case Condition.Any any -> RuleTiming.AT_ONCE;
            case Condition.Not not -> RuleTiming.AT_ONCE;
            case Condition.ScoreAtLeast score -> RuleTiming.AT_ONCE;
            case Condition.TableScoreAtLeast score -> RuleTiming.AT_ONCE;
            case Condition.ScorePartAtLeast part -> RuleTiming.AT_ONCE;
            case Condition.Silent silent -> RuleTiming.AT_ONCE;
            case Condition.DeviceReports reports -> RuleTiming.AT_ONCE;
        };
    }

    /// @param own what the plan says, null to leave it to how the vital is measured
    private static RuleTiming timing(Turn turn, Rule rule, Vital vital, @Nullable Duration own) {
        boolean spotCheck = !turn.plan.isContinuous(vital);
        Duration usual = spotCheck ? Duration.ZERO : SUSTAIN_CONTINUOUS;
        Duration clearAfter = rule.clear() == null ? Duration.ZERO : rule.clear().sustainedFor();
        return new RuleTiming(own == null ? usual : own, spotCheck, clearAfter, turn.plan.freshness(vital));
    }
}
