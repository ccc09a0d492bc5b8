package dev.vigil.app.replay;

/// A recording or mapping that cannot be used at all; the message is one line for the operator.
public final class UnusableRecording extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableRecording(String message) {
        super(message);
    }
}
