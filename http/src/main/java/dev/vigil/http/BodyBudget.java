package dev.vigil.http;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of bodies a service holds at the same time, so that many large requests are asked to come back
/// instead of ending the process. Thread-safe.
public final class BodyBudget {

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    public BodyBudget(long limit) {
        this.limit = limit;
    }

    /// Bytes held now.
    public long held() {
        return held.get();
    }

    boolean reserve(long bytes) {
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }
}
