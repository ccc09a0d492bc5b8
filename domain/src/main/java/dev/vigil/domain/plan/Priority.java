package dev.vigil.domain.plan;

/// Urgency of a rule's alert, lowest first.
public enum Priority {
    LOW("low"), MEDIUM("medium"), HIGH("high");

    private final String code;

    Priority(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public Priority max(Priority other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
