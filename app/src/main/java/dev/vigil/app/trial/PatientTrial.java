package dev.vigil.app.trial;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertCommand;
import dev.vigil.domain.alert.AlertCommand.Verb;
import dev.vigil.domain.alert.AlertEvent;
import dev.vigil.domain.alert.AlertLifecycle;
import dev.vigil.domain.alert.AlertOutcome;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.alert.PatientAlerts;
import dev.vigil.domain.monitor.Decision;
import dev.vigil.domain.monitor.MemoryHistory;
import dev.vigil.domain.monitor.Monitor;
import dev.vigil.domain.monitor.MonitorEvent;
import dev.vigil.domain.monitor.MonitorOutcome;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Lives through one patient's past under a plan: each observation when it was received, the time as it went by, and a
/// care team that resolves an alert as soon as its condition has ended. The deciders are those of the stream.
final class PatientTrial {

    private final Subject subject;
    private final Plan plan;
    private final Map<String, Draft> alerts = new LinkedHashMap<>();
    private final Map<String, Integer> episodes = new TreeMap<>();
    private final MemoryHistory history = new MemoryHistory();
    private PatientState state;
    private PatientAlerts open;
    private Instant due;

    private PatientTrial(Subject subject, Plan plan) {
        this.subject = subject;
        this.plan = plan;
        state = PatientState.firstSeen(subject.patient().patientId(), subject.from());
        open = PatientAlerts.none(subject.patient().patientId());
        due = subject.from();
    }

    /// @param episodes how often the condition of each rule began, in time to act on it
    record Past(List<TrialAlert> alerts, Map<String, Integer> episodes) {
    }

    static Past live(Subject subject, Plan plan) {
        return new PatientTrial(subject, plan).live();
    }

    private Past live() {
        happen(new MonitorEvent.PatientChanged(subject.patient()), subject.from());
        for (Observation observation : subject.observations()) {
            Instant now = observation.receivedAt();
            passTo(now);
            happen(new MonitorEvent.Observed(observation), now);
        }
        return new Past(alerts.values().stream().map(Draft::done).toList(), episodes);
    }

    private void passTo(Instant now) {
        while (due.isBefore(now)) {
            happen(new MonitorEvent.TimePassed(true, subject.from()), due);
        }
    }

    private void happen(MonitorEvent event, Instant now) {
        Decision decision = Monitor.decide(state, event, plan, history, now);
        state = decision.state();
        due = decision.due();
        for (MonitorOutcome outcome : decision.outcomes()) {
            history.keep(outcome);
            if (outcome instanceof MonitorOutcome.Signalled(Signal signal)) {
                signalled(signal, now);
            }
        }
    }

    private void signalled(Signal signal, Instant now) {
        if (signal.state() == SignalState.RAISED && !signal.retrospective()) {
            episodes.merge(signal.ruleId(), 1, Integer::sum);
        }
        decide(new AlertEvent.SignalCame(signal), now);
    }

    private void decide(AlertEvent event, Instant now) {
        AlertLifecycle.Decision decision = AlertLifecycle.decide(open, event, now);
        open = decision.alerts();
        for (AlertOutcome outcome : decision.outcomes()) {
            if (outcome instanceof AlertOutcome.Changed(Alert alert)) {
                changed(alert, now);
            }
        }
    }

    private void changed(Alert alert, Instant now) {
        alerts.computeIfAbsent(alert.id(), id -> new Draft(alert, now)).see(alert, now);
        if (alert.state() instanceof AlertState.Cleared) {
            decide(new AlertEvent.CommandCame(new AlertCommand(alert.id() + " " + now, alert.id(), alert.patientId(),
                    new Verb.Resolve(), "trial", null, now)), now);
        }
    }

    /// An alert while it goes on.
    private static final class Draft {

        private final Alert first;
        private final List<TrialAlert.Ring> rings = new ArrayList<>();
        private final List<String> rules = new ArrayList<>();
        private Priority highest;
        private boolean over;
        private Instant last;

        Draft(Alert first, Instant now) {
            this.first = first;
            highest = first.priority();
            last = now;
            rings.add(new TrialAlert.Ring(now, highest));
        }

        void see(Alert alert, Instant now) {
            alert.signals().stream().map(Signal::ruleId).filter(rule -> !rules.contains(rule)).forEach(rules::add);
            if (alert.priority().compareTo(highest) > 0) {
                highest = alert.priority();
                rings.add(new TrialAlert.Ring(now, highest));
            }
            over = !alert.state().isOpen() || alert.state() instanceof AlertState.Cleared;
            last = now;
        }

        TrialAlert done() {
            return new TrialAlert(first.id(), first.patientId(), first.kind(), rings.getFirst().at(),
                    over ? last : null, highest, Set.copyOf(rules), rings,
                    first.signals().getFirst().explanation());
        }
    }
}
