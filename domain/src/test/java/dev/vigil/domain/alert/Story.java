package dev.vigil.domain.alert;

import dev.vigil.domain.alert.AlertCommand.Verb;
import dev.vigil.domain.alert.AlertEvent.CommandCame;
import dev.vigil.domain.alert.AlertEvent.SignalCame;
import dev.vigil.domain.alert.AlertEvent.TimePassed;
import dev.vigil.domain.alert.AlertLifecycle.Decision;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A patient's alerts told event by event, a minute apart.
final class Story {

    static final PatientId PATIENT = new PatientId("p-1");
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private PatientAlerts alerts = PatientAlerts.none(PATIENT);
    private Instant now = START;
    private final List<AlertOutcome> outcomes = new ArrayList<>();
    private List<AlertOutcome> latest = List.of();

    Story tell(AlertEvent event) {
        Decision decision = AlertLifecycle.decide(alerts, event, now);
        alerts = decision.alerts();
        latest = decision.outcomes();
        outcomes.addAll(latest);
        return this;
    }

    Story after(Duration time) {
        now = now.plus(time);
        return tell(new TimePassed());
    }

    Story raised(String rule, Priority priority) {
        return signal(rule, priority, SignalState.RAISED, false);
    }

    Story changed(String rule, Priority priority) {
        return signal(rule, priority, SignalState.CHANGED, false);
    }

    Story ended(String rule, Priority priority) {
        return signal(rule, priority, SignalState.ENDED, false);
    }

    Story retrospective(String rule, Priority priority, SignalState state) {
        return signal(rule, priority, state, true);
    }

    Story signal(String rule, Priority priority, SignalState state, boolean retrospective) {
        now = now.plus(Duration.ofMinutes(1));
        return tell(new SignalCame(signalOf(rule, priority, state, retrospective, now)));
    }

    Story acknowledge(String commandId) {
        return command(commandId, new Verb.Acknowledge());
    }

    Story snooze(String commandId, Duration length) {
        return command(commandId, new Verb.Snooze(length));
    }

    Story resolve(String commandId) {
        return command(commandId, new Verb.Resolve());
    }

    Story comment(String commandId) {
        return command(commandId, new Verb.Comment());
    }

    Story command(String commandId, Verb verb) {
        now = now.plus(Duration.ofMinutes(1));
        return tell(new CommandCame(commandOf(commandId, lastAlertId().orElse("no-such-alert"), verb, now)));
    }

    PatientAlerts alerts() {
        return alerts;
    }

    Instant now() {
        return now;
    }

    List<AlertOutcome> outcomes() {
        return outcomes;
    }

    /// What the last event brought.
    List<AlertOutcome> latest() {
        return latest;
    }

    /// The alert as it was last published.
    Alert alert() {
        return published().getLast();
    }

    List<Alert> published() {
        return outcomes.stream().filter(AlertOutcome.Changed.class::isInstance)
                .map(changed -> ((AlertOutcome.Changed) changed).alert()).toList();
    }

    private Optional<String> lastAlertId() {
        return published().isEmpty() ? Optional.empty() : Optional.of(alert().id());
    }

    static AlertCommand commandOf(String commandId, String alertId, Verb verb, Instant at) {
        return new AlertCommand(commandId, alertId, PATIENT, verb, "nurse.klein", "note", at);
    }

    static Signal signalOf(String rule, Priority priority, SignalState state, boolean retrospective, Instant at) {
        RuleKind kind = rule.startsWith("silent") ? RuleKind.TECHNICAL : RuleKind.PHYSIOLOGICAL;
        Vital vital = kind == RuleKind.TECHNICAL ? null : Vital.HEART_RATE;
        return new Signal(Signal.idOf(PATIENT, rule, START), PATIENT, rule, kind, priority, state, START, at, vital,
                null, null, null, null, retrospective, false, rule + " is " + state.code(), List.of());
    }
}
