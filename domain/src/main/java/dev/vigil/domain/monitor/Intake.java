package dev.vigil.domain.monitor;

import dev.vigil.domain.history.History;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.plan.ExportForm;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Points;
import dev.vigil.domain.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes the measurements of an observation into the patient's vitals, windows and history, and back out.
///
/// What comes in order is taken without a look at the history. Anything else is held against it first: a revision that
/// is known already, or a lower one than is known, changes nothing.
final class Intake {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private Intake() {
    }

    /// A measurement that was taken in.
    ///
    /// @param newest no newer value of this vital may be trusted
    /// @param actionable young enough to ring
    record Taken(Vital vital, LatestValue value, boolean newest, boolean actionable) {

        boolean trusted() {
            return !value.questionable();
        }
    }

    static List<Taken> take(Turn turn, Observation observation) {
        List<Taken> taken = new ArrayList<>(observation.measurements().size());
        for (Measurement measurement : observation.measurements()) {
            VitalState before = turn.vital(measurement.vital());
            boolean inOrder = observation.revision() == 0
                    && observation.takenAt().isAfter(before.edge().takenAt());
            HistoryPoint known = inOrder ? null
                    : turn.history.find(measurement.vital(), observation.takenAt(), observation.id()).orElse(null);
            if (known == null || known.revision() < observation.revision()) {
                if (known != null && !known.withdrawn()) {
                    remove(turn, known);
                }
                taken.add(add(turn, observation, measurement));
            }
        }
        return taken;
    }

    private static Taken add(Turn turn, Observation observation, Measurement measurement) {
        Vital vital = measurement.vital();
        VitalState before = turn.vital(vital);
        LatestValue value = LatestValue.of(observation, measurement);
        boolean newest = value.supersedes(before.newest());
        boolean newestTrusted = !value.questionable() && value.supersedes(before.trusted());
        HistoryPoint point = point(observation, measurement);
        VitalState.Edge edge = remember(turn, before.edge(), point);
        boolean unknownBefore = observation.status() == ObservationStatus.AMENDED && !point.takenAt().isAfter(
                turn.now.minus(History.kept(vital)));
        Windows windows = unknownBefore || !point.counts() ? before.windows()
                : point.point().map(at -> before.windows().plus(vital, at)).orElse(before.windows());
        turn.keep(vital, new VitalState(newest ? value : before.newest(), newestTrusted ? value : before.trusted(),
                later(before.receivedAt(), observation.receivedAt()), windows, marks(turn, before, windows, point),
                edge));
        return new Taken(vital, value, newestTrusted, Monitor.isActionable(turn, vital, observation.takenAt()));
    }

    /// Takes back what an observation said that was entered in error.
    ///
    /// @return what held until now and does not any more
    static List<HistoryPoint> withdraw(Turn turn, Observation observation) {
        List<HistoryPoint> withdrawn = new ArrayList<>();
        for (Measurement measurement : observation.measurements()) {
            HistoryPoint point = point(observation, measurement);
            Optional<HistoryPoint> known = turn.history.find(point.vital(), point.takenAt(), point.observationId());
            if (known.isEmpty() || known.get().revision() < point.revision()) {
                boolean held = known.map(one -> !one.withdrawn()).orElseGet(() -> isHeldUnknown(turn, point));
                VitalState before = turn.vital(point.vital());
                VitalState.Edge edge = remember(turn, before.edge(), point);
                turn.keep(point.vital(), new VitalState(before.newest(), before.trusted(), before.receivedAt(),
                        before.windows(), before.summaries(), edge));
                if (held) {
                    remove(turn, point);
                    withdrawn.add(point);
                }
            }
        }
        return withdrawn;
    }

    /// Whether windows hold a point that the history does not, or not any more: its quarter of an hour then has more
    /// points than are known.
    private static boolean isHeldUnknown(Turn turn, HistoryPoint point) {
        VitalState state = turn.vital(point.vital());
        boolean atHand = isOf(state.newest(), point) || isOf(state.trusted(), point);
        Instant quarter = quarterOf(point.takenAt());
        long counted = state.windows().closedPane(quarter);
        return atHand || counted > turn.history.all(point.vital(), quarter, quarter.plus(QUARTER).minusNanos(1),
                HistoryPoint::counts).size() || !point.takenAt().isAfter(turn.now.minus(History.kept(point.vital())));
    }

    private static void remove(Turn turn, HistoryPoint point) {
        turn.history.add(withdrawn(point));
        VitalState before = turn.vital(point.vital());
        Points left = new Remaining(turn.history, point.vital(), turn.now.minus(History.kept(point.vital())));
        Windows rest = point.questionable() ? before.windows()
                : point.point().map(value -> before.windows().minus(point.vital(), value, left))
                        .orElse(before.windows());
        LatestValue newest = isOf(before.newest(), point) ? newest(turn, point.vital(), false) : before.newest();
        LatestValue trusted = isOf(before.trusted(), point) ? newest(turn, point.vital(), true) : before.trusted();
        turn.keep(point.vital(), new VitalState(newest, trusted, before.receivedAt(), rest,
                marks(turn, before, rest, point), before.edge()));
    }

    private static HistoryPoint withdrawn(HistoryPoint p) {
        return new HistoryPoint(p.vital(), p.takenAt(), p.observationId(), p.revision(), p.value(), p.questionable(),
                true, p.deviceId(), p.gateway());
    }

    private static @Nullable LatestValue newest(Turn turn, Vital vital, boolean trusted) {
        VitalState.Edge edge = turn.vital(vital).edge();
        return turn.history.newest(vital, turn.now.minus(History.kept(vital)), edge.takenAt(),
                point -> !point.withdrawn() && !(trusted && point.questionable())).map(LatestValue::of).orElse(null);
    }

    private static boolean isOf(@Nullable LatestValue value, HistoryPoint point) {
        return value != null && value.observationId().equals(point.observationId());
    }

    /// Keeps a point as long as its quarter of an hour is not full; a point that is known already is always kept anew.
    private static VitalState.Edge remember(Turn turn, VitalState.Edge edge, HistoryPoint point) {
        Instant quarter = quarterOf(point.takenAt());
        Instant newest = quarterOf(edge.takenAt());
        boolean inOrder = point.takenAt().isAfter(edge.takenAt());
        int inQuarter = quarter.equals(newest) ? edge.inQuarter() : inOrder ? 0 : turn.history.all(point.vital(),
                quarter, quarter.plus(QUARTER).minusNanos(1), any -> true).size();
        boolean kept = inQuarter < History.mostAQuarter(point.vital()) || point.withdrawn();
        if (kept) {
            turn.history.add(point);
            turn.say(new MonitorOutcome.Remembered(point));
        }
        return inOrder ? new VitalState.Edge(point.takenAt(), kept ? inQuarter + 1 : inQuarter)
                : quarter.equals(newest) && kept ? new VitalState.Edge(edge.takenAt(), inQuarter + 1) : edge;
    }

    private static SummaryMarks marks(Turn turn, VitalState before, Windows after, HistoryPoint point) {
        return after.quarters() == before.windows().quarters() ? before.summaries()
                : before.summaries().touched(point.takenAt(), turn.now,
                        turn.plan.exportOf(point.vital()) == ExportForm.SAMPLES);
    }

    private static HistoryPoint point(Observation observation, Measurement measurement) {
        return new HistoryPoint(measurement.vital(), observation.takenAt(), observation.id(), observation.revision(),
                measurement.value(), measurement.questionable(),
                observation.status() == ObservationStatus.ENTERED_IN_ERROR, observation.deviceId(),
                observation.gateway());
    }

    private static Instant quarterOf(Instant time) {
        long seconds = QUARTER.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
