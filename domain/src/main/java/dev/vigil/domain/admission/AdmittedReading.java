package dev.vigil.domain.admission;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Reading;

/// What a reading said and whose it is: enough to withdraw its observation, or to tell it of somebody else.
///
/// @param timing as it was decided at receipt, so that nothing else changes
public record AdmittedReading(Reading reading, Timing timing, PatientId patientId) {
}
