package dev.vigil.domain.admission;

import dev.vigil.domain.id.PatientId;

/// Whose a reading is.
sealed interface Attribution {

    record To(PatientId patientId) implements Attribution {
    }

    /// Nobody had the device, as far as is known.
    record Nobody() implements Attribution {
    }

    /// More than one had it: never guessed.
    record Several(int patients) implements Attribution {
    }
}
