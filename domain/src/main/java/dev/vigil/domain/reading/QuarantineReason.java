package dev.vigil.domain.reading;

/// Why something was not admitted; the codes are part of the contract.
public enum QuarantineReason {
    MALFORMED("malformed"),
    UNKNOWN_VITAL("unknown-vital"),
    UNKNOWN_UNIT("unknown-unit"),
    IMPLAUSIBLE("implausible"),
    FUTURE("future"),
    TOO_OLD("too-old"),
    CONFLICT("conflict"),
    UNASSIGNED("unassigned"),
    AMBIGUOUS_ASSIGNMENT("ambiguous-assignment"),
    TEST("test"),
    TECHNICAL("technical"),
    UNMAPPED("unmapped"),
    DEVICE_NOT_ALLOWED("device-not-allowed");

    private final String code;

    QuarantineReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
