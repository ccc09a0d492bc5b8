package dev.vigil.domain.admission;

import dev.vigil.domain.id.PatientId;

/// Whose a reading is.
sealed interface Attribution {

    record To(PatientId patientId) implements Attribution {
    }

    /// Nobody had the device, as far as is known.
    record Nobody() implements Attribution {
    }

    /// It was somebody's, but it says that it measured another of its users.
    record ToAnotherUser(int user) implements Attribution {
    }

    /// More than one had it: never guessed.
    record Several(int patients) implements Attribution {
    }
}
