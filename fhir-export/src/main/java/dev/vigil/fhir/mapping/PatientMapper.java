package dev.vigil.fhir.mapping;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import org.jspecify.annotations.Nullable;

/// The least a Patient resource needs to be referred to: its identifiers and, for age-dependent reading of the vitals,
/// the birth date. Names and phone numbers stay with whoever keeps the person's record.
public final class PatientMapper {

    private PatientMapper() {
    }

    /// @param patient null while the care team has not described the patient
    public static org.hl7.fhir.r4.model.Patient map(PatientId patientId, @Nullable Patient patient) {
        var resource = new org.hl7.fhir.r4.model.Patient();
        resource.setId(ResourceIds.ofPatient(patientId));
        resource.setActive(true);
        if (patient != null) {
            patient.identifiers().forEach(identifier -> resource.addIdentifier(
                    Codes.identifier(identifier.system(), identifier.value())));
            if (patient.birthDate() != null) {
                resource.getBirthDateElement().setValueAsString(patient.birthDate().toString());
            }
        }
        return resource.addIdentifier(Codes.identifier(Codes.PATIENT_SYSTEM, patientId.value()));
    }
}
