package dev.vigil.fhir.mapping;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Extension;
import org.jspecify.annotations.Nullable;

/// The least a Patient resource needs to be referred to: its identifiers and, for age-dependent reading of the vitals,
/// the birth date. Names and phone numbers stay with whoever keeps the person's record.
public final class PatientMapper {

    private static final String DATA_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private PatientMapper() {
    }

    /// @param patient null while the care team has not described the patient
    public static org.hl7.fhir.r4.model.Patient map(PatientId patientId, @Nullable Patient patient) {
        return map(patientId, patient, Flavour.R4);
    }

    /// US Core wants a name and a gender: the one is withheld here, the other not known.
    public static org.hl7.fhir.r4.model.Patient map(PatientId patientId, @Nullable Patient patient, Flavour flavour) {
        var resource = new org.hl7.fhir.r4.model.Patient();
        flavour.profileOf("patient").ifPresent(profile -> {
            resource.getMeta().addProfile(profile);
            resource.setGender(AdministrativeGender.UNKNOWN).addName().addExtension(
                    new Extension(DATA_ABSENT_REASON, new CodeType("masked")));
        });
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
