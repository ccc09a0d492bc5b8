package dev.vigil.domain.alert;

import dev.vigil.domain.alert.AlertEvent.CommandCame;
import dev.vigil.domain.alert.AlertEvent.PatientErased;
import dev.vigil.domain.alert.AlertEvent.SignalCame;
import dev.vigil.domain.alert.AlertEvent.TimePassed;
import dev.vigil.domain.alert.AlertOutcome.Changed;
import dev.vigil.domain.alert.AlertOutcome.Forgotten;
import dev.vigil.domain.alert.PatientAlerts.Closed;
import dev.vigil.domain.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The life of a patient's alerts: what signals, people and time make of them.
///
/// Promises: the same event told twice changes nothing more; a priority is never lowered while an alert is open; a
/// high priority is never silenced; nothing that ended unseen disappears before a person has seen it; findings too old
/// to act upon never open an alert. A refusal is a value and stands in the history of an open alert.
public final class AlertLifecycle {

    private AlertLifecycle() {
    }

    /// What became of the patient's alerts, and what is to be published of it.
    public record Decision(PatientAlerts alerts, List<AlertOutcome> outcomes) {

        public Decision {
            outcomes = List.copyOf(outcomes);
        }

        static Decision unchanged(PatientAlerts alerts) {
            return new Decision(alerts, List.of());
        }

        static Decision changed(PatientAlerts before, Alert alert) {
            return new Decision(before.with(alert), List.of(new Changed(alert)));
        }
    }

    public static Decision decide(PatientAlerts before, AlertEvent event, Instant now) {
        return switch (event) {
            case SignalCame(Signal signal) -> SignalDecision.decide(before, signal, now);
            case CommandCame(AlertCommand command) -> CommandDecision.decide(before, command, now);
            case TimePassed() -> timePassed(before, now);
            case PatientErased() -> erased(before);
        };
    }

    private static Decision timePassed(PatientAlerts before, Instant now) {
        PatientAlerts after = before;
        List<AlertOutcome> outcomes = new ArrayList<>();
        for (Alert alert : before.open()) {
            if (alert.state() instanceof AlertState.Snoozed(var ignored, Instant until) && !until.isAfter(now)) {
                Alert awake = alert.in(new AlertState.Active(), now)
                        .noting(AlertEntry.pipeline(now, AlertEntry.SNOOZE_ENDED, null));
                after = after.with(awake);
                outcomes.add(new Changed(awake));
            }
        }
        for (Closed closed : before.closed()) {
            if (!closed.forgetAt().isAfter(now)) {
                after = after.without(closed);
                outcomes.add(new Forgotten(closed.alertId()));
            }
        }
        return new Decision(after, outcomes);
    }

    private static Decision erased(PatientAlerts before) {
        Stream<String> ids = Stream.concat(before.open().stream().map(Alert::id),
                before.closed().stream().map(Closed::alertId));
        return new Decision(PatientAlerts.none(before.patientId()),
                ids.<AlertOutcome>map(Forgotten::new).toList());
    }
}
