package dev.vigil.domain.plan;

/// IEC 60601-1-8's two sources of an alarm condition: the patient, or the equipment.
public enum RuleKind {
    PHYSIOLOGICAL("physiological"), TECHNICAL("technical");

    private final String code;

    RuleKind(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
