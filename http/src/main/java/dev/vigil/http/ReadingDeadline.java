package dev.vigil.http;

import java.time.Duration;

/// Cuts the connection of a sender that stops in the middle of a body, such as a gateway that lost its network: what it
/// has sent would else be held for hours. The server itself has no such limit.
final class ReadingDeadline implements AutoCloseable {

    private final Thread reader = Thread.currentThread();
    private final Thread alarm;
    private boolean over;

    private ReadingDeadline(Duration patience) {
        alarm = Thread.ofVirtual().name("body-deadline").unstarted(() -> wait(patience));
    }

    /// For the calling thread, until closed by it.
    static ReadingDeadline in(Duration patience) {
        ReadingDeadline deadline = new ReadingDeadline(patience);
        deadline.alarm.start();
        return deadline;
    }

    private void wait(Duration patience) {
        try {
            Thread.sleep(patience);
            ring();
        } catch (InterruptedException e) {
            // closed in time
        }
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
        alarm.interrupt();
    }
}
