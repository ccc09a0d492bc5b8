package dev.vigil.app.house;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is open, to be closed in reverse. One that fails to close does not keep the others from closing. Thread-safe:
/// a signal may close the house while it is still being opened; what opens after that is closed at once.
public final class House implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    private final Deque<Opened> opened = new ArrayDeque<>();
    private boolean closed;

    private record Opened(String what, AutoCloseable closeable) {
    }

    public <T extends AutoCloseable> T open(String what, Supplier<T> opening) {
        T closeable = opening.get();
        keep(new Opened(what, closeable));
        return closeable;
    }

    private synchronized void keep(Opened open) {
        if (closed) {
            close(open);
            throw new HouseClosed();
        }
        opened.push(open);
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!opened.isEmpty()) {
            close(opened.pop());
        }
    }

    private static void close(Opened open) {
        try {
            open.closeable().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // AutoCloseable declares Exception; the others must close all the same
            LOG.warn("{} did not close cleanly", open.what(), e);
        }
    }

    /// The house was closed while something was being opened.
    static final class HouseClosed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        HouseClosed() {
            super("closing", null, false, false);
        }
    }
}
