package dev.vigil.app.client;

/// A service refuses us, or cannot be reached where that is not waited for; the message is one line for the operator.
public final class ServerRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerRefused(String message) {
        super(message, null, false, false);
    }
}
