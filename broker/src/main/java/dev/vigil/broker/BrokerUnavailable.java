package dev.vigil.broker;

import org.jspecify.annotations.Nullable;

/// The broker cannot start, for a reason an operator can mend; the message is one line for them.
public final class BrokerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokerUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
