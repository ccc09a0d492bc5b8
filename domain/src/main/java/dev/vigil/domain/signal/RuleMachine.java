package dev.vigil.domain.signal;

import dev.vigil.domain.signal.RuleEvent.Between;
import dev.vigil.domain.signal.RuleEvent.TimePassed;
import dev.vigil.domain.signal.RuleEvent.Violated;
import dev.vigil.domain.signal.RuleEvent.Withdrawn;
import dev.vigil.domain.signal.RuleEvent.Within;
import dev.vigil.domain.signal.RuleState.Clearing;
import dev.vigil.domain.signal.RuleState.Pending;
import dev.vigil.domain.signal.RuleState.Quiet;
import dev.vigil.domain.signal.RuleState.Raised;
import java.time.Duration;
import java.time.Instant;

/// Quiet, pending, raised, clearing: how a rule's condition becomes a signal and ends.
///
/// A violation that must last is timed by the readings' own times, so a late upload is judged like a live one. Only a
/// lone spot check, which no second reading may ever follow, is timed on the wall clock: unless something contradicts
/// it in that time it is raised unconfirmed. A reading older than the newest one judged changes nothing.
public final class RuleMachine {

    private final RuleTiming timing;
    private final Instant now;

    private RuleMachine(RuleTiming timing, Instant now) {
        this.timing = timing;
        this.now = now;
    }

    public static RuleStep step(RuleState state, RuleEvent event, RuleTiming timing, Instant now) {
        RuleMachine machine = new RuleMachine(timing, now);
        return switch (state) {
            case Quiet quiet -> machine.quiet(quiet, event);
            case Pending pending -> machine.pending(pending, event);
            case Raised raised -> machine.raised(raised, event);
            case Clearing clearing -> machine.clearing(clearing, event);
        };
    }

    private RuleStep quiet(Quiet state, RuleEvent event) {
        return switch (event) {
            case Violated violated -> begin(violated.at());
            case Between between -> RuleStep.to(state);
            case Within within -> RuleStep.to(state);
            case TimePassed passed -> RuleStep.to(state);
            case Withdrawn withdrawn -> RuleStep.to(state);
        };
    }

    private RuleStep pending(Pending state, RuleEvent event) {
        return switch (event) {
            case Violated violated -> sustain(state, violated.at());
            case Between between -> RuleStep.to(between.at().isBefore(state.lastAt()) ? state : RuleState.QUIET);
            case Within within -> RuleStep.to(within.at().isBefore(state.lastAt()) ? state : RuleState.QUIET);
            case TimePassed passed -> loneSpotCheck(state);
            case Withdrawn withdrawn -> RuleStep.to(RuleState.QUIET);
        };
    }

    private RuleStep raised(Raised state, RuleEvent event) {
        return switch (event) {
            case Violated violated -> again(state, violated.at());
            case Between between -> RuleStep.to(state);
            case Within within -> within.at().isBefore(state.lastAt()) ? RuleStep.to(state) : clear(state, within.at());
            case TimePassed passed -> RuleStep.to(state);
            case Withdrawn withdrawn -> RuleStep.ended(state);
        };
    }

    private RuleStep clearing(Clearing state, RuleEvent event) {
        return switch (event) {
            case Violated violated -> violated.at().isBefore(state.since()) ? RuleStep.to(state)
                    : again(state.episode(), violated.at());
            case Between between -> RuleStep.to(between.at().isBefore(state.since()) ? state : state.episode());
            case Within within -> lasts(state.since(), within.at(), timing.clearAfter())
                    ? RuleStep.ended(state.episode()) : RuleStep.to(state);
            case TimePassed passed -> RuleStep.to(state);
            case Withdrawn withdrawn -> RuleStep.ended(state.episode());
        };
    }

    private RuleStep begin(Instant at) {
        return timing.sustain().isZero() ? RuleStep.raised(new Raised(at, at, timing.spotCheck()))
                : RuleStep.to(new Pending(at, at, now));
    }

    private RuleStep sustain(Pending state, Instant at) {
        if (at.isBefore(state.lastAt())) {
            return RuleStep.to(state);
        }
        if (at.isAfter(state.lastAt().plus(timing.gap()))) {
            return begin(at);
        }
        return lasts(state.since(), at, timing.sustain()) ? RuleStep.raised(new Raised(state.since(), at, false))
                : RuleStep.to(new Pending(state.since(), at, state.arrivedAt()));
    }

    private RuleStep loneSpotCheck(Pending state) {
        boolean due = timing.spotCheck() && lasts(state.arrivedAt(), now, timing.sustain());
        return due ? RuleStep.raised(new Raised(state.since(), state.lastAt(), true)) : RuleStep.to(state);
    }

    private static RuleStep again(Raised state, Instant at) {
        if (!at.isAfter(state.lastAt())) {
            return RuleStep.to(state);
        }
        Raised seen = new Raised(state.startedAt(), at, false);
        return state.unconfirmed() ? RuleStep.changed(seen) : RuleStep.to(seen);
    }

    private RuleStep clear(Raised state, Instant at) {
        return timing.clearAfter().isZero() ? RuleStep.ended(state) : RuleStep.to(new Clearing(state, at));
    }

    private static boolean lasts(Instant since, Instant until, Duration length) {
        return !until.isBefore(since.plus(length));
    }
}
