package dev.vigil.domain.monitor;

import dev.vigil.domain.history.History;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.monitor.Intake.Taken;
import dev.vigil.domain.monitor.MonitorEvent.Observed;
import dev.vigil.domain.monitor.MonitorEvent.PatientChanged;
import dev.vigil.domain.monitor.MonitorEvent.PlanChanged;
import dev.vigil.domain.monitor.MonitorEvent.TimePassed;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.score.News2Result;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Watches one patient: what an event does to what is known, and what the world is told of it.
///
/// Old data informs, it does not page. A value that may not be trusted is shown, never scored or alerted. Every
/// decision also says when the patient wants to hear of the time next; hearing of it earlier does no harm.
public final class Monitor {

    private Monitor() {
    }

    /// Of a patient whose past nobody keeps: right as long as readings come in order and stand.
    public static Decision decide(PatientState state, MonitorEvent event, Plan plan, Instant now) {
        return decide(state, event, plan, History.NONE, now);
    }

    /// @param plan that holds for the patient now
    /// @param history what is kept of the patient; asked only where something comes out of order
    public static Decision decide(PatientState state, MonitorEvent event, Plan plan, History history, Instant now) {
        Turn turn = new Turn(state, plan, history, now);
        if (!(event instanceof PatientChanged) && Dated.hasTurned(turn)) {
            turn.pictureNow();
            reconsider(turn);
        }
        switch (event) {
            case Observed observed -> observe(turn, observed.observation());
            case PatientChanged changed -> {
                Patient before = turn.patient;
                turn.patient = changed.patient();
                turn.pictureNow();
                Dated.scoreAgain(turn, before);
                reconsider(turn);
            }
            case PlanChanged changed -> reconsider(turn);
            case TimePassed passed -> pass(turn, passed);
        }
        Pictures.publish(turn);
        return turn.decision(Deadlines.next(turn, event));
    }

    private static void observe(Turn turn, Observation observation) {
        if (observation.status() == ObservationStatus.ENTERED_IN_ERROR) {
            Corrections.withdraw(turn, observation);
            return;
        }
        Scoring.settleBefore(turn, observation.takenAt());
        Silences.onObservation(turn, observation);
        DeviceRules.onObservation(turn, observation);
        List<Taken> taken = Intake.take(turn, observation);
        if (observation.status() == ObservationStatus.AMENDED) {
            Corrections.doubt(turn, observation, taken);
        }
        taken.forEach(value -> Rules.onValue(turn, value));
        boolean trusted = false;
        boolean actionable = false;
        boolean newest = false;
        for (Taken value : taken) {
            trusted |= value.trusted();
            actionable |= value.trusted() && value.actionable();
            newest |= value.trusted() && value.newest();
        }
        Optional<News2Result.Scored> current = newest ? current(turn, observation.gateway())
                : Optional.empty();
        rescore(turn, taken);
        if (trusted && !actionable) {
            past(turn, observation, current);
        }
    }

    /// What came after something newer changes scores that were told already.
    private static void rescore(Turn turn, List<Taken> taken) {
        Instant newest = Assessments.newestTaken(turn).map(ToldScore::minuteOf).orElse(Instant.MIN);
        TreeSet<Instant> minutes = null;
        for (Taken value : taken) {
            if (value.trusted() && ToldScore.minuteOf(value.value().takenAt()).isBefore(newest)) {
                minutes = minutes == null ? new TreeSet<>() : minutes;
                Scoring.addTouched(turn, value.vital(), value.value().takenAt(), minutes);
            }
        }
        if (minutes != null) {
            Scoring.again(turn, minutes);
        }
    }

    static Optional<News2Result.Scored> current(Turn turn, @Nullable String gateway) {
        Optional<News2Result.Scored> current = Scoring.current(turn);
        if (current.isEmpty()) {
            Rules.onNoScore(turn);
        } else {
            Rules.onCurrentScore(turn, current.get(), gateway);
        }
        return current;
    }

    /// What came too late to act on is scored for its own time.
    private static void past(Turn turn, Observation observation, Optional<News2Result.Scored> current) {
        Instant at = observation.takenAt();
        Optional<News2Result.Scored> then = current.filter(scored -> scored.at().equals(at))
                .or(() -> Scoring.past(turn, at));
        then.ifPresent(scored -> Rules.onPastScore(turn, scored, observation.gateway()));
    }

    /// Settings or plan are others than before: what is known and young enough is judged again.
    private static void reconsider(Turn turn) {
        Rules.onPlan(turn);
        turn.vitals().forEach((vital, state) -> {
            LatestValue value = state.trusted();
            if (value != null && isActionable(turn, vital, value.takenAt())) {
                Rules.onValue(turn, new Taken(vital, value, true, true));
            }
        });
        current(turn, null);
    }

    /// Whether it may ring. In a pause nothing does: it informs, as what came too late.
    static boolean isActionable(Turn turn, Vital vital, Instant takenAt) {
        return !turn.isPaused() && !takenAt.plus(turn.plan.actionableHorizon(vital)).isBefore(turn.now);
    }

    private static void pass(Turn turn, TimePassed time) {
        Rules.onPlan(turn);
        Rules.onTime(turn);
        Scoring.settle(turn);
        Scoring.aged(turn);
        Silences.onTime(turn, time);
        ClosedWindows.publish(turn);
    }
}
