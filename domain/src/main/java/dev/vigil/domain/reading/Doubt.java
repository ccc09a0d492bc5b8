package dev.vigil.domain.reading;

/// Why an admitted measurement is kept and charted, but never scored or alerted.
public enum Doubt {
    /// The value by itself, or beside its neighbours, hardly occurs; also where it was not said why.
    VALUE("value"),

    /// The device does not vouch for it.
    DEVICE("device"),

    /// The device calls it an early estimate.
    EARLY("early"),

    /// Most weights that the same scale gave for the patient in the week before are far from it.
    WEIGHT("weight");

    private final String code;

    Doubt(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
