package dev.vigil.domain.patient;

/// A business identifier as FHIR has it, such as a hospital number; never used as a key.
public record PatientIdentifier(String system, String value) {

    /// Identifying: shows its system only.
    @Override
    public String toString() {
        return system + "|***";
    }
}
