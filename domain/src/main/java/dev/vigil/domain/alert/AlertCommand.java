package dev.vigil.domain.alert;

import dev.vigil.domain.id.PatientId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a person asks of an alert. Repeating a command under the same `commandId` changes nothing more.
public record AlertCommand(String commandId, String alertId, PatientId patientId, Verb verb, String by,
        @Nullable String note, Instant at) {

    /// A silence has an end, and within a day somebody looks again.
    public static final Duration LONGEST_SNOOZE = Duration.ofHours(24);

    /// What is asked.
    public sealed interface Verb {

        record Acknowledge() implements Verb {
        }

        record Snooze(Duration length) implements Verb {
        }

        record Resolve() implements Verb {
        }

        record Comment() implements Verb {
        }

        default String code() {
            return switch (this) {
                case Acknowledge ignored -> "acknowledge";
                case Snooze ignored -> "snooze";
                case Resolve ignored -> "resolve";
                case Comment ignored -> "comment";
            };
        }
    }
}
