package dev.vigil.fhir.mapping;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientIdentifier;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/// Whom a resource is about: the patient's first FHIR identifier, or the pseudonym while none is known.
///
/// @param literal where the Patient resource is, null unless it is ours, so that a literal reference to it holds
public record Subject(PatientId patientId, PatientIdentifier identifier, @Nullable String literal) {

    public static Subject of(PatientId patientId, @Nullable Patient patient, boolean literal) {
        PatientIdentifier identifier = patient == null || patient.identifiers().isEmpty()
                ? pseudonym(patientId)
                : patient.identifiers().getFirst();
        return new Subject(patientId, identifier, literal ? "Patient/" + ResourceIds.ofPatient(patientId) : null);
    }

    static PatientIdentifier pseudonym(PatientId patientId) {
        return new PatientIdentifier(Codes.PATIENT_SYSTEM, patientId.value());
    }

    Reference reference() {
        Reference reference = Codes.logical("Patient", identifier.system(), identifier.value());
        return literal == null ? reference : reference.setReference(literal);
    }
}
