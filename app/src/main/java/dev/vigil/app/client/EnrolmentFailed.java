package dev.vigil.app.client;

/// The care-team API did not take a patient, a device or a plan; the message is one line.
public final class EnrolmentFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EnrolmentFailed(String message) {
        super(message, null, false, false);
    }
}
