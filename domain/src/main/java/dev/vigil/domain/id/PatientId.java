package dev.vigil.domain.id;

/// A patient's pseudonym: 1 to 64 characters of `[A-Za-z0-9._-]`, never a hospital number.
public record PatientId(String value) implements Comparable<PatientId> {

    public PatientId {
        Identifiers.require("patientId", value, "");
    }

    @Override
    public int compareTo(PatientId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
