package dev.vigil.domain.alert;

import dev.vigil.domain.alert.AlertLifecycle.Decision;
import dev.vigil.domain.alert.AlertState.Acknowledged;
import dev.vigil.domain.alert.AlertState.Active;
import dev.vigil.domain.alert.AlertState.Cleared;
import dev.vigil.domain.alert.AlertState.Resolved;
import dev.vigil.domain.alert.AlertState.Snoozed;
import dev.vigil.domain.alert.PatientAlerts.Episode;
import dev.vigil.domain.id.NameBasedId;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a signal makes of a patient's alerts: it opens one, joins the open one of its kind, or ends in it.
final class SignalDecision {

    private SignalDecision() {
    }

    static Decision decide(PatientAlerts before, Signal signal, Instant now) {
        Optional<Episode> episode = before.episodeOf(signal);
        if (episode.filter(known -> known.hasHeard(signal)).isPresent()
                || (episode.isEmpty() && signal.state() == SignalState.ENDED)) {
            return Decision.unchanged(before);
        }
        Optional<Alert> open = before.openOf(signal.kind());
        boolean belongs = open.filter(alert -> episode.isEmpty() || isOf(alert, episode.get())).isPresent();
        if (belongs || startsAnew(signal, episode)) {
            Alert alert = open.map(present -> join(present, signal, now)).orElseGet(() -> raise(before, signal, now));
            return publish(before.heard(signal, alert.id()), open, alert);
        }
        return Decision.unchanged(episode.map(known -> before.heard(signal, known.alertId())).orElse(before));
    }

    private static Decision publish(PatientAlerts before, Optional<Alert> open, Alert alert) {
        return open.filter(alert::equals).isPresent() ? Decision.unchanged(before) : Decision.changed(before, alert);
    }

    private static boolean isOf(Alert alert, Episode episode) {
        return episode.alertId().equals(alert.id());
    }

    /// Whether a signal whose alert is closed, or that never had one, is reason enough for an alert: a person who
    /// resolved an alert while its condition persisted is told again only when it gets worse or comes back.
    private static boolean startsAnew(Signal signal, Optional<Episode> episode) {
        boolean rings = signal.state() != SignalState.ENDED && !signal.retrospective();
        return rings && episode.map(known -> known.state() == SignalState.ENDED || !known.rang()
                || signal.priority().compareTo(known.highest()) > 0).orElse(true);
    }

    private static Alert raise(PatientAlerts before, Signal signal, Instant now) {
        AlertEntry entry = AlertEntry.pipeline(now, AlertEntry.RAISED, signal.explanation());
        return new Alert(newId(before, signal), before.patientId(), signal.kind(), signal.priority(), new Active(),
                now, now, List.of(signal), 0, List.of(entry));
    }

    /// The same on every node and in every re-run; another one where the signal has had an alert before.
    private static String newId(PatientAlerts before, Signal signal) {
        String patient = before.patientId().value();
        String id = NameBasedId.of("alert", patient, signal.kind().code(), signal.id()).toString();
        while (before.knows(id)) {
            id = NameBasedId.of("alert", patient, signal.kind().code(), signal.id(), id).toString();
        }
        return id;
    }

    private static Alert join(Alert alert, Signal signal, Instant now) {
        boolean wasPresent = alert.isPresent(signal.id());
        if (signal.retrospective() && !(wasPresent && signal.state() == SignalState.ENDED)) {
            return informed(alert, signal, wasPresent, now);
        }
        if (signal.state() == SignalState.ENDED) {
            return wasPresent ? ended(alert.showing(signal), signal, now) : alert;
        }
        return joined(alert, signal, now);
    }

    /// An old finding is written down beside the alert. It never hides what the same signal said while it was fresh.
    private static Alert informed(Alert alert, Signal signal, boolean wasPresent, Instant now) {
        Alert shown = wasPresent ? alert : alert.showing(signal);
        return shown.noting(AlertEntry.pipeline(now, AlertEntry.RETROSPECTIVE, signal.explanation()));
    }

    private static Alert ended(Alert shown, Signal signal, Instant now) {
        Alert noted = shown.noting(AlertEntry.pipeline(now, AlertEntry.SIGNAL_ENDED, signal.explanation()));
        if (!noted.present().isEmpty()) {
            return noted;
        }
        return switch (noted.state()) {
            case Active ignored -> cleared(noted, now);
            case Snoozed ignored -> cleared(noted, now);
            case Acknowledged ignored -> noted.in(new Resolved(now), now)
                    .noting(AlertEntry.pipeline(now, AlertEntry.RESOLVED, null));
            case Cleared ignored -> noted;
            case Resolved ignored -> noted;
        };
    }

    private static Alert cleared(Alert alert, Instant now) {
        return alert.in(new Cleared(now), now).noting(AlertEntry.pipeline(now, AlertEntry.CLEARED, null));
    }

    private static Alert joined(Alert alert, Signal signal, Instant now) {
        boolean stepsUp = signal.priority().compareTo(alert.priority()) > 0;
        Alert shown = alert.showing(signal).raisedTo(signal.priority()).in(stateAfter(alert, stepsUp), now);
        return eventOf(alert, signal, stepsUp)
                .map(event -> shown.noting(AlertEntry.pipeline(now, event, signal.explanation()))).orElse(shown);
    }

    private static AlertState stateAfter(Alert alert, boolean stepsUp) {
        return switch (alert.state()) {
            case Active active -> active;
            case Acknowledged acknowledged -> stepsUp ? new Active() : acknowledged;
            case Snoozed snoozed -> stepsUp ? new Active() : snoozed;
            case Cleared ignored -> new Active();
            case Resolved resolved -> resolved;
        };
    }

    /// A change of numbers alone is shown but is no line of history.
    private static Optional<String> eventOf(Alert alert, Signal signal, boolean stepsUp) {
        if (alert.state() instanceof Cleared) {
            return Optional.of(AlertEntry.RAISED_AGAIN);
        }
        if (stepsUp) {
            return Optional.of(AlertEntry.STEPPED_UP);
        }
        return alert.isPresent(signal.id()) ? Optional.empty() : Optional.of(AlertEntry.SIGNAL_JOINED);
    }
}
