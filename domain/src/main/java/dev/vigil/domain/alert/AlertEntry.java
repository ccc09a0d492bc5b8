package dev.vigil.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of an alert's history.
///
/// @param event what happened: raised, signal-joined, stepped-up, acknowledge, snooze, refused, ...
/// @param by who did it, null for the pipeline
/// @param commandId of a person's command, so that a repeat is recognised and its outcome can be found
public record AlertEntry(Instant at, String event, @Nullable String by, @Nullable String note,
        @Nullable String commandId) {
}
