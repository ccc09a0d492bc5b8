package dev.vigil.domain.monitor;

import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Point;
import dev.vigil.domain.window.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Takes the measurements of an observation into the patient's vitals and windows, and back out. A revision that amends
/// an observation changes the values at hand but not the windows: it does not say what it replaces.
final class Intake {

    private Intake() {
    }

    /// A measurement that was taken in.
    ///
    /// @param newest no newer value of this vital is known
    /// @param actionable young enough to ring
    record Taken(Vital vital, LatestValue value, boolean newest, boolean actionable) {

        boolean trusted() {
            return !value.questionable();
        }
    }

    static List<Taken> take(Turn turn, Observation observation) {
        List<Taken> taken = new ArrayList<>(observation.measurements().size());
        for (Measurement measurement : observation.measurements()) {
            taken.add(take(turn, observation, measurement));
        }
        return taken;
    }

    private static Taken take(Turn turn, Observation observation, Measurement measurement) {
        Vital vital = measurement.vital();
        VitalState before = turn.vital(vital);
        LatestValue value = LatestValue.of(observation, measurement);
        boolean newest = value.supersedes(before.newest());
        boolean newestTrusted = !value.questionable() && value.supersedes(before.trusted());
        Windows windows = observation.revision() > 0 ? before.windows()
                : plus(before.windows(), vital, measurement, observation.takenAt());
        SummaryMarks marks = windows.oneDay() == before.windows().oneDay() ? before.summaries()
                : before.summaries().touched(observation.takenAt(), turn.now);
        turn.keep(vital, new VitalState(newest ? value : before.newest(), newestTrusted ? value : before.trusted(),
                later(before.receivedAt(), observation.receivedAt()), windows, marks));
        return new Taken(vital, value, newest, Monitor.isActionable(turn, vital, observation.takenAt()));
    }

    private static Windows plus(Windows windows, Vital vital, Measurement measurement, Instant takenAt) {
        return switch (measurement.value()) {
            case MeasuredValue.Level level -> windows;
            case MeasuredValue.Quantity quantity -> measurement.questionable() ? windows
                    : windows.plus(Point.of(vital, takenAt, quantity.value()));
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// Takes an observation back that was entered in error: out of the values at hand and out of the windows.
    static void withdraw(Turn turn, Observation observation) {
        for (Measurement measurement : observation.measurements()) {
            VitalState before = turn.vital(measurement.vital());
            Windows rest = minus(before.windows(), measurement, observation.takenAt());
            SummaryMarks marks = rest.oneDay() == before.windows().oneDay() ? before.summaries()
                    : before.summaries().touched(observation.takenAt(), turn.now);
            turn.keep(measurement.vital(), before.without(observation.id(), rest, marks));
        }
    }

    private static Windows minus(Windows windows, Measurement measurement, Instant takenAt) {
        return switch (measurement.value()) {
            case MeasuredValue.Level level -> windows;
            case MeasuredValue.Quantity quantity -> measurement.questionable() ? windows
                    : windows.minus(Point.of(measurement.vital(), takenAt, quantity.value()));
        };
    }
}
