package dev.vigil.wire.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vigil.domain.alert.AlertCommand;
import dev.vigil.domain.alert.AlertCommand.Verb;
import dev.vigil.domain.id.PatientId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command as the topic spells it.
///
/// @param command acknowledge, snooze, resolve or comment
/// @param length how long to snooze, spelt `for`
public record AlertCommandJson(String commandId, String alertId, PatientId patientId, String command, String by,
        @Nullable String note, @JsonProperty("for") @Nullable Duration length, Instant at) {

    public static AlertCommandJson of(AlertCommand command) {
        Duration length = command.verb() instanceof Verb.Snooze snooze ? snooze.length() : null;
        return new AlertCommandJson(command.commandId(), command.alertId(), command.patientId(),
                command.verb().code(), command.by(), command.note(), length, command.at());
    }

    public AlertCommand toCommand() {
        return new AlertCommand(commandId, alertId, patientId, verb(), by, note, at);
    }

    private Verb verb() {
        return switch (command) {
            case "acknowledge" -> new Verb.Acknowledge();
            case "resolve" -> new Verb.Resolve();
            case "comment" -> new Verb.Comment();
            case "snooze" -> {
                if (length == null) {
                    throw new IllegalArgumentException("for is required to snooze");
                }
                yield new Verb.Snooze(length);
            }
            default -> throw new IllegalArgumentException(
                    "command must be one of acknowledge, snooze, resolve, comment");
        };
    }
}
