package dev.vigil.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of an alert's history.
///
/// @param event what happened: one of the constants here, or the code of a person's command
/// @param by who did it, null for the pipeline
/// @param commandId of a person's command, so that a repeat is recognised and its outcome can be found
public record AlertEntry(Instant at, String event, @Nullable String by, @Nullable String note,
        @Nullable String commandId) {

    public static final String RAISED = "raised";
    public static final String RAISED_AGAIN = "raised-again";
    public static final String SIGNAL_JOINED = "signal-joined";
    public static final String SIGNAL_ENDED = "signal-ended";
    public static final String STEPPED_UP = "stepped-up";
    public static final String RETROSPECTIVE = "retrospective-finding";
    public static final String CLEARED = "cleared";
    public static final String RESOLVED = "resolved";
    public static final String SNOOZE_ENDED = "snooze-ended";
    public static final String REFUSED = "refused";

    private static final int LONGEST_NOTE = 1_000;

    /// A history repeats notes, and has to fit into one record with all of them.
    public AlertEntry {
        if (note != null && note.length() > LONGEST_NOTE) {
            note = note.substring(0, LONGEST_NOTE);
        }
    }

    static AlertEntry pipeline(Instant at, String event, @Nullable String note) {
        return new AlertEntry(at, event, null, note, null);
    }

    static AlertEntry of(AlertCommand command, Instant at) {
        return new AlertEntry(at, command.verb().code(), command.by(), command.note(), command.commandId());
    }

    static AlertEntry refused(AlertCommand command, String why, Instant at) {
        return new AlertEntry(at, REFUSED, command.by(), why, command.commandId());
    }
}
