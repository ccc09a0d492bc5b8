package dev.vigil.ingest.bridge;

/// The broker does not let ingest subscribe.
final class SubscriptionRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param reason in the broker's codes
    SubscriptionRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
