package dev.vigil.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Cuts the connection of a sender that stops in the middle of a body, such as a gateway that lost its network: what it
/// has sent would else be held for hours. The server itself has no such limit. Nearly every body is whole at once, so a
/// deadline is an entry in the JDK's own timer, not a thread.
final class ReadingDeadline implements AutoCloseable {

    private final Thread reader = Thread.currentThread();
    private final CompletableFuture<Void> whole = new CompletableFuture<>();
    private boolean over;

    private ReadingDeadline() {
    }

    /// For the calling thread, until closed by it.
    static ReadingDeadline in(Duration patience) {
        ReadingDeadline deadline = new ReadingDeadline();
        deadline.whole.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).whenComplete((none, late) -> {
            if (late != null) {
                deadline.ring();
            }
        });
        return deadline;
    }

    /// An interrupted read closes its connection.
    private synchronized void ring() {
        if (!over) {
            over = true;
            reader.interrupt();
        }
    }

    @Override
    public synchronized void close() {
        if (over) {
            Thread.interrupted();
        }
        over = true;
        whole.complete(null);
    }
}
