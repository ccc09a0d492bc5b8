package dev.vigil.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Cuts the connection of a sender that stops in the middle, such as a gateway that lost its network: what it has sent
/// would else be held for hours. The server itself has no such limit.
///
/// Nearly every request is whole at once, and a timer for each would wake the timers' thread for each. So who reads is
/// noted, and while anybody does, now and then it is looked for who has been reading for too long: at most an eighth of
/// the patience longer than that. Thread-safe.
final class ReadingDeadlines {

    private static final int LOOKS = 8;

    private final long patience;
    private final Executor later;
    private final ConcurrentMap<Thread, Reading> reading = new ConcurrentHashMap<>();
    private final AtomicBoolean watched = new AtomicBoolean();

    private record Reading(long since, boolean cut) {
    }

    ReadingDeadlines(Duration patience) {
        this.patience = patience.toNanos();
        later = CompletableFuture.delayedExecutor(this.patience / LOOKS, TimeUnit.NANOSECONDS);
    }

    /// For the calling thread, until it says that it is done; one that ends without saying so is forgotten in time.
    void begin() {
        reading.put(Thread.currentThread(), new Reading(System.nanoTime(), false));
        watch();
    }

    void done() {
        Reading mine = reading.remove(Thread.currentThread());
        if (mine != null && mine.cut()) {
            Thread.interrupted();
        }
    }

    /// How many read now.
    int reading() {
        return reading.size();
    }

    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            later.execute(this::look);
        }
    }

    private void look() {
        long now = System.nanoTime();
        reading.keySet().forEach(reader -> reading.computeIfPresent(reader, (who, one) -> cut(who, one, now)));
        watched.set(false);
        if (!reading.isEmpty()) {
            watch();
        }
    }

    /// An interrupted read closes its connection. Who is done meanwhile is not asked: each is looked at under the map's
    /// lock of its entry.
    private @Nullable Reading cut(Thread reader, Reading one, long now) {
        if (one.cut()) {
            return reader.isAlive() ? one : null;
        }
        if (now - one.since() < patience) {
            return one;
        }
        reader.interrupt();
        return new Reading(one.since(), true);
    }
}
