package dev.vigil.ingest.gatt;

/// Carries a refusal out of the middle of decoding; never leaves this package and has no stack trace.
final class NotThisCharacteristic extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param must a sentence's end, `must be longer`
    NotThisCharacteristic(String must) {
        super(must, null, false, false);
    }
}
