package dev.vigil.app.topics;

import org.jspecify.annotations.Nullable;

/// Kafka cannot be reached or refuses; the message is one line for an operator.
public final class KafkaAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KafkaAway(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
