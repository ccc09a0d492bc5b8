package dev.vigil.domain.admission;

import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Withdrawal;

/// What a decision asks the shell to do.
public sealed interface AdmissionOutcome {

    /// To be published: it is true of this patient.
    record Admitted(Observation observation) implements AdmissionOutcome {
    }

    /// To be listed for archives: no topic may hold the observation any more that is withdrawn.
    record Listed(Withdrawal withdrawal) implements AdmissionOutcome {
    }

    /// To be set aside with its reason.
    record Quarantined(Quarantine quarantine) implements AdmissionOutcome {
    }

    /// To be kept until its device is assigned.
    record Parked(ParkedReading parked) implements AdmissionOutcome {
    }

    /// No longer to be kept as parked.
    record Unparked(ReadingId readingId) implements AdmissionOutcome {
    }

    /// The reading's line of the ledger as it now is: to be remembered and published in place of the one before.
    record Recorded(RememberedReading remembered) implements AdmissionOutcome {
    }
}
