package dev.vigil.domain.monitor;

import dev.vigil.domain.monitor.MonitorEvent.TimePassed;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.signal.RuleState;
import dev.vigil.domain.signal.RuleTiming;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When a patient wants to be told of the time next. Nothing here is kept: it follows from the state.
final class Deadlines {

    /// However little there is to wait for, nobody waits longer than this. What is known has a time of its own: asking
    /// every patient each quarter of an hour would cost as much as their readings.
    private static final Duration LATEST = Duration.ofDays(1);

    /// For what is still due after the patient was told.
    private static final Duration SOON = Duration.ofSeconds(1);

    /// When a silence is looked for again that cannot be found while the platform does not hear.
    private static final Duration DEAF = Duration.ofSeconds(10);

    private Deadlines() {
    }

    static Instant next(Turn turn, MonitorEvent event) {
        boolean told = event instanceof TimePassed;
        Instant next = turn.now.plus(LATEST);
        next = earlier(next, Pictures.nextDue(turn));
        next = earlier(next, Dated.next(turn));
        next = earlier(next, silence(turn, event));
        next = summaries(turn, next);
        next = loneSpotCheck(turn, next);
        next = earlier(next, Scoring.settlesAt(turn));
        next = staleness(turn, told, next);
        // Readings that come more often than that must not put off for ever what is due.
        Instant soonest = told ? turn.now.plus(SOON) : turn.now;
        return next.isAfter(turn.now) ? next : soonest;
    }

    private static Instant earlier(Instant one, Optional<Instant> other) {
        return other.filter(time -> time.isBefore(one)).orElse(one);
    }

    private static Optional<Instant> silence(Turn turn, MonitorEvent event) {
        if (!(event instanceof TimePassed passed)) {
            return Silences.nextDue(turn, Instant.EPOCH);
        }
        Instant soonest = passed.listening() ? Instant.MIN : turn.now.plus(DEAF);
        return Silences.nextDue(turn, passed.listeningSince()).map(due -> due.isBefore(soonest) ? soonest : due);
    }

    private static Instant summaries(Turn turn, Instant latest) {
        Instant next = latest;
        for (VitalState state : turn.vitals().values()) {
            next = earlier(next, state.summaries().nextDue());
        }
        return next;
    }

    private static Instant loneSpotCheck(Turn turn, Instant latest) {
        Instant next = latest;
        for (Rule rule : turn.rules().isEmpty() ? List.<Rule>of() : turn.plan.rules()) {
            if (turn.rules().containsKey(rule.id())) {
                next = earlier(next, pending(turn, rule));
            }
        }
        return next;
    }

    private static Optional<Instant> pending(Turn turn, Rule rule) {
        RuleTiming timing = RuleSteps.timing(turn, rule);
        return timing.spotCheck() && turn.progress(rule).live() instanceof RuleState.Pending pending
                ? Optional.of(pending.arrivedAt().plus(timing.sustain())) : Optional.empty();
    }

    /// A value that was stale already when it came ages the score at the next tick; one that was told is not told
    /// again.
    private static Instant staleness(Turn turn, boolean told, Instant latest) {
        ScoreTrack live = turn.live;
        Instant next = latest;
        for (Map.Entry<Vital, VitalState> entry : turn.vitals().entrySet()) {
            LatestValue trusted = entry.getValue().trusted();
            if (live != null && trusted != null && News2.parameterOf(entry.getKey()).isPresent()) {
                Instant expiry = trusted.takenAt().plus(turn.plan.freshness(entry.getKey())).plusMillis(1);
                boolean ahead = expiry.isAfter(told ? turn.now : live.seenAt());
                next = ahead && expiry.isBefore(next) ? expiry : next;
            }
        }
        return next;
    }
}
