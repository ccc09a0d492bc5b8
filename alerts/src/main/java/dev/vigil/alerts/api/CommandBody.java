package dev.vigil.alerts.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vigil.domain.alert.AlertCommand;
import dev.vigil.domain.alert.AlertCommand.Verb;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a person sends with a command.
///
/// @param by who
/// @param length how long to snooze, spelt `for`
/// @param commandId of the caller's making, so that a repeat after a lost answer changes nothing more
record CommandBody(String by, @Nullable String note, @JsonProperty("for") @Nullable Duration length,
        @Nullable String commandId) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_NOTE = 1_000;

    CommandBody {
        requireShort("by", by, LONGEST_NAME);
        requireShort("note", note, LONGEST_NOTE);
        requireShort("commandId", commandId, LONGEST_NAME);
        if (by.isBlank()) {
            throw new IllegalArgumentException("by must say who");
        }
    }

    Verb verb(String verb) {
        return switch (verb) {
            case "acknowledge" -> new Verb.Acknowledge();
            case "resolve" -> new Verb.Resolve();
            case "comment" -> comment();
            case "snooze" -> snooze();
            default -> throw new IllegalArgumentException("no such command");
        };
    }

    String commandIdOrNew() {
        return commandId == null || commandId.isBlank() ? UUID.randomUUID().toString() : commandId;
    }

    private Verb comment() {
        if (note == null || note.isBlank()) {
            throw Bodies.refused("note", "a comment needs one");
        }
        return new Verb.Comment();
    }

    private Verb snooze() {
        Duration longest = AlertCommand.LONGEST_SNOOZE;
        if (length == null) {
            throw Bodies.refused("for", "says how long to snooze, such as PT30M");
        }
        if (length.isNegative() || length.isZero() || length.compareTo(longest) > 0) {
            throw Bodies.refused("for", "must be more than 0 and at most " + longest);
        }
        return new Verb.Snooze(length);
    }

    private static void requireShort(String field, @Nullable String text, int longest) {
        if (text != null && text.length() > longest) {
            throw new IllegalArgumentException(field + " must be at most " + longest + " characters");
        }
    }
}
