package dev.vigil.app.house;

/// Something cannot start, for a reason an operator can look into; the message is one line.
public final class NotReady extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotReady(String message) {
        super(message, null, false, false);
    }
}
