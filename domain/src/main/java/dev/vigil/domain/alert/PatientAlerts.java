package dev.vigil.domain.alert;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All that the lifecycle remembers of one patient; bounded, however restless the patient's signals are.
///
/// @param open at most one of each kind
/// @param closed resolved alerts that are still kept for readers
/// @param episodes what was last heard of each signal, least recently heard first: it tells a redelivered signal from
///     a new one, and a step up from a repetition
public record PatientAlerts(PatientId patientId, List<Alert> open, List<Closed> closed, List<Episode> episodes) {

    /// How long a resolved alert is kept for readers.
    public static final Duration KEPT_AFTER_RESOLVED = Duration.ofDays(30);

    private static final int MOST_EPISODES = 256;

    public PatientAlerts {
        open = List.copyOf(open);
        closed = List.copyOf(closed);
        episodes = List.copyOf(episodes);
    }

    /// A resolved alert.
    public record Closed(String alertId, Instant resolvedAt) {

        Instant forgetAt() {
            return resolvedAt.plus(KEPT_AFTER_RESOLVED);
        }
    }

    /// What was last heard of one signal.
    ///
    /// @param highest the highest priority it ever had
    /// @param rang whether it ever was fresh enough to ring
    /// @param at when the last word on it was decided
    public record Episode(String signalId, String alertId, SignalState state, Priority highest, boolean rang,
            Instant at) {

        static Episode first(Signal signal, String alertId) {
            return new Episode(signal.id(), alertId, signal.state(), signal.priority(), !signal.retrospective(),
                    signal.at());
        }

        Episode then(Signal signal, String alert) {
            return new Episode(signalId, alert, signal.state(), highest.max(signal.priority()),
                    rang || !signal.retrospective(), signal.at());
        }

        boolean hasHeard(Signal signal) {
            int order = signal.at().compareTo(at);
            return order < 0 || (order == 0 && isNoStepFor(signal));
        }

        private boolean isNoStepFor(Signal signal) {
            return signal.state().compareTo(state) <= 0 && signal.priority().compareTo(highest) <= 0;
        }
    }

    public static PatientAlerts none(PatientId patientId) {
        return new PatientAlerts(patientId, List.of(), List.of(), List.of());
    }

    public boolean isEmpty() {
        return open.isEmpty() && closed.isEmpty() && episodes.isEmpty();
    }

    /// When time alone changes something next.
    public Optional<Instant> nextDue() {
        Stream<Instant> snoozes = open.stream().map(Alert::state).filter(AlertState.Snoozed.class::isInstance)
                .map(state -> ((AlertState.Snoozed) state).until());
        return Stream.concat(snoozes, closed.stream().map(Closed::forgetAt)).min(Instant::compareTo);
    }

    Optional<Alert> openOf(RuleKind kind) {
        return open.stream().filter(alert -> alert.kind() == kind).findFirst();
    }

    Optional<Alert> openWith(String alertId) {
        return open.stream().filter(alert -> alert.id().equals(alertId)).findFirst();
    }

    Optional<Closed> closedWith(String alertId) {
        return closed.stream().filter(alert -> alert.alertId().equals(alertId)).findFirst();
    }

    Optional<Episode> episodeOf(Signal signal) {
        return episodes.stream().filter(episode -> episode.signalId().equals(signal.id())).findFirst();
    }

    boolean knows(String alertId) {
        return openWith(alertId).isPresent() || closedWith(alertId).isPresent();
    }

    /// The alert as it is now, in the place of what it was; a resolved one is only remembered.
    PatientAlerts with(Alert alert) {
        List<Alert> others = new ArrayList<>(open.stream().filter(other -> !other.id().equals(alert.id())).toList());
        if (alert.state() instanceof AlertState.Resolved(Instant at)) {
            List<Closed> more = new ArrayList<>(closed);
            more.add(new Closed(alert.id(), at));
            return new PatientAlerts(patientId, others, more, episodes);
        }
        others.add(alert);
        return new PatientAlerts(patientId, others, closed, episodes);
    }

    PatientAlerts heard(Signal signal, String alertId) {
        Episode latest = episodeOf(signal).map(known -> known.then(signal, alertId))
                .orElseGet(() -> Episode.first(signal, alertId));
        List<Episode> others = new ArrayList<>(
                episodes.stream().filter(episode -> !episode.signalId().equals(signal.id())).toList());
        others.add(latest);
        return new PatientAlerts(patientId, open, closed, bounded(others));
    }

    PatientAlerts without(Closed forgotten) {
        return new PatientAlerts(patientId, open, closed.stream().filter(other -> !other.equals(forgotten)).toList(),
                episodes.stream().filter(episode -> !episode.alertId().equals(forgotten.alertId())).toList());
    }

    /// Ended episodes go first, then those of closed alerts; what an open alert still waits for is never dropped.
    private List<Episode> bounded(List<Episode> all) {
        if (all.size() <= MOST_EPISODES) {
            return all;
        }
        Episode dropped = all.stream().filter(episode -> episode.state() == SignalState.ENDED).findFirst()
                .or(() -> all.stream().filter(episode -> openWith(episode.alertId()).isEmpty()).findFirst())
                .orElseGet(all::getFirst);
        return all.stream().filter(episode -> episode != dropped).toList();
    }
}
