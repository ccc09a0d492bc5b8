package dev.vigil.domain.alert;

import dev.vigil.domain.alert.AlertCommand.Verb;
import dev.vigil.domain.alert.AlertLifecycle.Decision;
import dev.vigil.domain.alert.AlertOutcome.Changed;
import dev.vigil.domain.alert.AlertOutcome.Refusal;
import dev.vigil.domain.alert.AlertOutcome.Refused;
import dev.vigil.domain.alert.AlertState.Acknowledged;
import dev.vigil.domain.alert.AlertState.Active;
import dev.vigil.domain.alert.AlertState.Cleared;
import dev.vigil.domain.alert.AlertState.Resolved;
import dev.vigil.domain.alert.AlertState.Snoozed;
import dev.vigil.domain.plan.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a person's command makes of an alert.
final class CommandDecision {

    private CommandDecision() {
    }

    private sealed interface Answer {

        record Into(AlertState next) implements Answer {
        }

        record No(String why) implements Answer {
        }
    }

    static Decision decide(PatientAlerts before, AlertCommand command, Instant now) {
        return before.openWith(command.alertId()).map(alert -> onOpen(before, alert, command, now))
                .orElseGet(() -> refusedUnopened(before, command));
    }

    private static Decision refusedUnopened(PatientAlerts before, AlertCommand command) {
        Refusal refusal = before.closedWith(command.alertId())
                .<Refusal>map(closed -> new Refusal.Forbidden(new Resolved(closed.resolvedAt()),
                        "the alert is resolved"))
                .orElseGet(Refusal.NotFound::new);
        return new Decision(before, List.of(new Refused(command, refusal)));
    }

    private static Decision onOpen(PatientAlerts before, Alert alert, AlertCommand command, Instant now) {
        if (alert.outcomeOf(command.commandId()).isPresent()) {
            return Decision.unchanged(before);
        }
        return switch (answer(alert, command, now)) {
            case Answer.Into(AlertState next) -> Decision.changed(before,
                    alert.in(next, now).noting(AlertEntry.of(command, now)));
            case Answer.No(String why) -> refused(before, alert, command, why, now);
        };
    }

    private static Decision refused(PatientAlerts before, Alert alert, AlertCommand command, String why,
            Instant now) {
        Alert noted = alert.noting(AlertEntry.refused(command, why, now));
        Refused refused = new Refused(command, new Refusal.Forbidden(alert.state(), why));
        return new Decision(before.with(noted), List.of(new Changed(noted), refused));
    }

    private static Answer answer(Alert alert, AlertCommand command, Instant now) {
        return switch (command.verb()) {
            case Verb.Acknowledge() -> acknowledge(alert, command.by(), now);
            case Verb.Snooze(Duration length) -> snooze(alert, command, length);
            case Verb.Resolve() -> new Answer.Into(new Resolved(now));
            case Verb.Comment() -> new Answer.Into(alert.state());
        };
    }

    /// Once the condition has ended, to acknowledge it is to have seen it: nothing is left to do.
    private static Answer acknowledge(Alert alert, String by, Instant now) {
        return switch (alert.state()) {
            case Active ignored -> new Answer.Into(new Acknowledged(by, now));
            case Snoozed ignored -> new Answer.Into(new Acknowledged(by, now));
            case Cleared ignored -> new Answer.Into(new Resolved(now));
            case Acknowledged(String who, Instant ignored) -> new Answer.No("already acknowledged by " + who);
            case Resolved ignored -> new Answer.No("the alert is resolved");
        };
    }

    /// Counted from when the person asked, so that a slow pipeline does not lengthen the silence.
    private static Answer snooze(Alert alert, AlertCommand command, Duration length) {
        if (length.isNegative() || length.isZero() || length.compareTo(AlertCommand.LONGEST_SNOOZE) > 0) {
            return new Answer.No("a snooze lasts more than 0 and at most " + AlertCommand.LONGEST_SNOOZE);
        }
        if (alert.priority() == Priority.HIGH) {
            return new Answer.No("a high-priority alert cannot be snoozed");
        }
        return switch (alert.state()) {
            case Active ignored -> snoozed(command, length);
            case Acknowledged ignored -> snoozed(command, length);
            case Snoozed ignored -> snoozed(command, length);
            case Cleared ignored -> new Answer.No("the condition has ended; there is nothing to snooze");
            case Resolved ignored -> new Answer.No("the alert is resolved");
        };
    }

    private static Answer snoozed(AlertCommand command, Duration length) {
        return new Answer.Into(new Snoozed(command.by(), command.at().plus(length)));
    }
}
