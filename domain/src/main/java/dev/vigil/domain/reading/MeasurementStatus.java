package dev.vigil.domain.reading;

/// What a device itself says against a reading of its own, in the words of ISO/IEEE 11073. Empty is the ordinary case.
public enum MeasurementStatus {
    /// No patient was measured: a demonstration, a self-test, a control solution. Never admitted.
    TEST("test"),

    /// Measured, but the device does not vouch for it: kept and charted, never scored or alerted.
    QUESTIONABLE("questionable"),

    /// A first estimate, while the device still measures: treated as questionable, and told as what it is.
    EARLY("early");

    private final String code;

    MeasurementStatus(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
