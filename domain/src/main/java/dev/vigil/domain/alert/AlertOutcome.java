package dev.vigil.domain.alert;

/// What a decision asks the shell to do.
public sealed interface AlertOutcome {

    /// The alert as it is now, to be published.
    record Changed(Alert alert) implements AlertOutcome {
    }

    /// The alert is no longer kept: a tombstone.
    record Forgotten(String alertId) implements AlertOutcome {
    }

    /// A command that changed nothing, and why. Where the alert is open its history says so too.
    record Refused(AlertCommand command, Refusal refusal) implements AlertOutcome {
    }

    /// Why a command was refused.
    sealed interface Refusal {

        /// This patient has no such alert, or had it longer ago than alerts are kept.
        record NotFound() implements Refusal {
        }

        /// The state the alert is in does not allow it.
        record Forbidden(AlertState state, String why) implements Refusal {
        }
    }
}
