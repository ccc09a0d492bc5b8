package dev.vigil.domain.plan;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;

/// The one vital of a patient that [NextMeasurement] asks for.
///
/// @param since when it was asked for first
public record MeasurementRequest(PatientId patientId, Vital vital, Instant since) {
}
