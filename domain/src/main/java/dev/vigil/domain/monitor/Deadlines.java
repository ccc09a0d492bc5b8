package dev.vigil.domain.monitor;

import dev.vigil.domain.monitor.MonitorEvent.TimePassed;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.signal.RuleState;
import dev.vigil.domain.signal.RuleTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// When a patient wants to be told of the time next. Nothing here is kept: it follows from the state.
final class Deadlines {

    /// Settings and pauses may begin at a date; nobody waits longer than this to see it.
    private static final Duration LATEST = Duration.ofMinutes(15);

    private static final Duration SOON = Duration.ofSeconds(1);

    private Deadlines() {
    }

    static Instant next(Turn turn, MonitorEvent event) {
        Instant listeningSince = event instanceof TimePassed passed ? passed.listeningSince() : Instant.EPOCH;
        boolean told = event instanceof TimePassed;
        Instant next = Stream.of(Pictures.nextDue(turn), Silences.nextDue(turn, listeningSince), summaries(turn),
                loneSpotCheck(turn), staleness(turn, told), Optional.of(turn.now.plus(LATEST)))
                .flatMap(Optional::stream).min(Instant::compareTo).orElseThrow();
        return next.isAfter(turn.now) ? next : turn.now.plus(SOON);
    }

    private static Optional<Instant> summaries(Turn turn) {
        return turn.vitals().values().stream().map(state -> state.summaries().nextDue()).flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private static Optional<Instant> loneSpotCheck(Turn turn) {
        return turn.plan.rules().stream().filter(rule -> turn.rules().containsKey(rule.id()))
                .flatMap(rule -> pending(turn, rule))
                .min(Instant::compareTo);
    }

    private static Stream<Instant> pending(Turn turn, Rule rule) {
        RuleTiming timing = RuleSteps.timing(turn, rule);
        return timing.spotCheck() && turn.progress(rule).live() instanceof RuleState.Pending pending
                ? Stream.of(pending.arrivedAt().plus(timing.sustain())) : Stream.empty();
    }

    /// A value that was stale already when it came ages the score at the next tick; one that was told is not told
    /// again.
    private static Optional<Instant> staleness(Turn turn, boolean told) {
        ScoreTrack live = turn.live;
        if (live == null) {
            return Optional.empty();
        }
        return turn.vitals().entrySet().stream().filter(entry -> News2.parameterOf(entry.getKey()).isPresent())
                .filter(entry -> entry.getValue().trusted() != null)
                .map(entry -> entry.getValue().trusted().takenAt().plus(turn.plan.freshness(entry.getKey()))
                        .plusMillis(1))
                .filter(expiry -> expiry.isAfter(told ? turn.now : live.at())).min(Instant::compareTo);
    }
}
