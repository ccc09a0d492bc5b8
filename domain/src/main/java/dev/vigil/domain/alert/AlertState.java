package dev.vigil.domain.alert;

import java.time.Instant;

/// Where an alert stands. Only what a state needs is in it.
public sealed interface AlertState {

    /// The condition is present and nobody has taken it.
    record Active() implements AlertState {
    }

    /// Somebody has taken it; the condition is present.
    record Acknowledged(String by, Instant at) implements AlertState {
    }

    /// Quiet until a time; never at high priority.
    record Snoozed(String by, Instant until) implements AlertState {
    }

    /// The condition has ended before anybody took it; it stays until somebody has seen it.
    record Cleared(Instant at) implements AlertState {
    }

    /// Closed, by a person or because the condition ended after it was acknowledged.
    record Resolved(Instant at) implements AlertState {
    }

    /// The state's name on every edge.
    default String code() {
        return switch (this) {
            case Active ignored -> "active";
            case Acknowledged ignored -> "acknowledged";
            case Snoozed ignored -> "snoozed";
            case Cleared ignored -> "cleared";
            case Resolved ignored -> "resolved";
        };
    }

    default boolean isOpen() {
        return !(this instanceof Resolved);
    }
}
