package dev.vigil.ingest.mqtt;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of messages wait for Kafka, over all connections. Thread-safe.
final class MessageBudget {

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    MessageBudget(long limit) {
        this.limit = limit;
    }

    boolean reserve(int bytes) {
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void release(int bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
