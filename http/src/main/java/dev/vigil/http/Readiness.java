package dev.vigil.http;

import java.util.Optional;

/// One thing a service needs in order to do its work.
public record Readiness(String name, Check check) {

    /// Asked at each request of `/health/ready`; must answer at once.
    @FunctionalInterface
    public interface Check {

        /// Why it is not ready, empty when it is.
        Optional<String> whyNot();
    }
}
