package dev.vigil.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of bodies a service holds at the same time and how long it waits for the whole of one, so that many
/// large requests are asked to come back instead of ending the process. Thread-safe.
public final class BodyBudget {

    private final long limit;
    private final ReadingDeadlines deadlines;
    private final AtomicLong held = new AtomicLong();

    /// @param limit bytes
    /// @param patience for one body to arrive; after it the connection is cut
    public BodyBudget(long limit, Duration patience) {
        this.limit = limit;
        deadlines = new ReadingDeadlines(patience);
    }

    /// Bytes held now.
    public long held() {
        return held.get();
    }

    ReadingDeadlines deadlines() {
        return deadlines;
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
