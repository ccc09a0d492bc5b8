package dev.vigil.domain.signal;

/// What happened to a rule's condition.
public enum SignalState {
    RAISED("raised"), CHANGED("changed"), ENDED("ended");

    private final String code;

    SignalState(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
