package dev.vigil.domain.monitor;

import dev.vigil.domain.history.History;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.monitor.MonitorOutcome.Summarised;
import dev.vigil.domain.monitor.SummaryMarks.Mark;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Samples;
import dev.vigil.domain.window.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sums up hours and days once they have closed, and again when late readings changed them.
final class ClosedWindows {

    /// A day that ended within the horizon began within this, and panes are kept a little longer; an older window
    /// cannot be summed up truthfully any more.
    private static final Duration KEPT = Duration.ofHours(73);

    private ClosedWindows() {
    }

    static void publish(Turn turn) {
        for (Vital vital : turn.vitals().keySet()) { // whose values change, and whose keys do not
            for (Mark mark : turn.vital(vital).summaries().dueAt(turn.now)) {
                publish(turn, vital, mark);
            }
        }
    }

    private static void publish(Turn turn, Vital vital, Mark mark) {
        Instant forget = turn.now.minus(KEPT);
        VitalState state = turn.vital(vital);
        int runs = mark.runs();
        if (!mark.from().isBefore(forget)) {
            List<Samples> samples = samples(turn, vital, mark);
            runs = mark.isSampled() ? Math.max(runs, samples.size()) : runs;
            state.windows().closed(mark.window(), mark.from())
                    .map(tally -> tally.summary(turn.patientId, vital, mark.window(), mark.from(), mark.revision()))
                    .or(() -> takenBack(turn, vital, mark)).map(summary -> summary.withSamples(samples))
                    .ifPresent(summary -> turn.say(new Summarised(summary)));
        }
        turn.keepSummaries(vital, state.summaries().published(mark, runs, forget));
    }

    /// Every reading of the window that counts, and as many runs as were told before at least. Of a window that the
    /// history has begun to forget nothing is told again.
    private static List<Samples> samples(Turn turn, Vital vital, Mark mark) {
        if (!mark.isSampled() || mark.from().isBefore(turn.now.minus(History.KEPT))) {
            return List.of();
        }
        Instant last = mark.from().plus(mark.window().length()).minusNanos(1);
        List<Samples> samples = new ArrayList<>(Sampling.of(turn.history.all(vital, mark.from(), last,
                HistoryPoint::counts)));
        while (samples.size() < mark.runs()) {
            samples.add(Samples.takenBack(mark.from()));
        }
        return samples;
    }

    /// Nothing is left of the window: that is told to whom it was told otherwise.
    private static Optional<Summary> takenBack(Turn turn, Vital vital, Mark mark) {
        return mark.revision() == 0 ? Optional.empty() : Optional.of(
                Summary.takenBack(turn.patientId, vital, mark.window(), mark.from(), mark.revision()));
    }
}
