package dev.vigil.domain.reading;

/// FHIR's observation status, as far as the pipeline uses it.
public enum ObservationStatus {
    FINAL("final"), AMENDED("amended"), ENTERED_IN_ERROR("entered-in-error");

    private final String code;

    ObservationStatus(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
