package dev.vigil.domain.monitor;

import dev.vigil.domain.monitor.MonitorOutcome.Summarised;
import dev.vigil.domain.monitor.SummaryMarks.Mark;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;

/// Sums up hours and days once they have closed, and again when late readings changed them.
final class ClosedWindows {

    /// Panes are kept a little longer than this; an older window cannot be summed up truthfully any more.
    private static final Duration KEPT = Duration.ofHours(48);

    private ClosedWindows() {
    }

    static void publish(Turn turn) {
        new EnumMap<>(turn.vitals()).forEach((vital, state) -> state.summaries().dueAt(turn.now).toList()
                .forEach(mark -> publish(turn, vital, mark)));
    }

    private static void publish(Turn turn, Vital vital, Mark mark) {
        Instant forget = turn.now.minus(KEPT);
        VitalState state = turn.vital(vital);
        if (!mark.from().isBefore(forget)) {
            state.windows().closed(mark.window(), mark.from()).ifPresent(tally -> turn.say(new Summarised(
                    tally.summary(turn.patientId, vital, mark.window(), mark.from(), mark.revision()))));
        }
        turn.keepSummaries(vital, state.summaries().published(mark, forget));
    }
}
