package dev.vigil.fhir.mapping;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientIdentifier;
import dev.vigil.fhir.json.ResourceWriter;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/// Whom a resource is about.
///
/// @param reference by the patient's first FHIR identifier, or the pseudonym while none is known; shared by all that is
///        said of the patient
public record Subject(PatientId patientId, Reference reference) {

    /// @param literal whether the Patient resource is ours, so that a literal reference to it holds
    public static Subject of(PatientId patientId, @Nullable Patient patient, boolean literal) {
        PatientIdentifier identifier = patient == null || patient.identifiers().isEmpty()
                ? pseudonym(patientId)
                : patient.identifiers().getFirst();
        Reference reference = Codes.logical("Patient", identifier.system(), identifier.value());
        if (literal) {
            reference.setReference("Patient/" + ResourceIds.ofPatient(patientId));
        }
        return new Subject(patientId, ResourceWriter.shared(reference));
    }

    static PatientIdentifier pseudonym(PatientId patientId) {
        return new PatientIdentifier(Codes.PATIENT_SYSTEM, patientId.value());
    }
}
