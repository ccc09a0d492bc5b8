package dev.vigil.app.gateway;

/// What one check came to.
public sealed interface Finding {

    String check();

    record Passed(String check, String seen) implements Finding {
    }

    /// @param change what the person can do about it
    record Failed(String check, String seen, String change) implements Finding {
    }

    /// Nothing can be said; no fault.
    record Skipped(String check, String why) implements Finding {
    }
}
