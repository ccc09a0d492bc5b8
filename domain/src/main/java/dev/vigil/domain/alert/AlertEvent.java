package dev.vigil.domain.alert;

import dev.vigil.domain.signal.Signal;

/// What can happen to the alerts of a patient.
public sealed interface AlertEvent {

    /// A rule's condition started, changed or ended; possibly told before.
    record SignalCame(Signal signal) implements AlertEvent {
    }

    /// A person asked something; possibly told before.
    record CommandCame(AlertCommand command) implements AlertEvent {
    }

    /// Nothing but time has passed.
    record TimePassed() implements AlertEvent {
    }

    /// The patient is to be forgotten.
    record PatientErased() implements AlertEvent {
    }
}
