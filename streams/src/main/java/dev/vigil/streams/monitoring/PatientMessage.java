package dev.vigil.streams.monitoring;

import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.reading.Observation;

/// What reaches a patient from the topics.
sealed interface PatientMessage {

    record Observed(Observation observation) implements PatientMessage {
    }

    record Changed(Patient patient) implements PatientMessage {
    }

    /// The care team erased the patient: nothing of them may stay.
    record Erased() implements PatientMessage {
    }
}
