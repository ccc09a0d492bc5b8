package dev.vigil.ingest.reception;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// One token bucket for each sender of a kind (a device, a credential), so that one that floods delays nobody but
/// itself. A bucket is a single time: when it will be full again; one that is full is forgotten. Thread-safe.
final class Rates<K> {

    /// A gateway that was offline uploads hours at once; that is no flood.
    private static final int BURST_SECONDS = 20;
    private static final int SWEEP_ABOVE = 10_000;

    private final long nanosPerReading;
    private final long burstNanos = TimeUnit.SECONDS.toNanos(BURST_SECONDS);
    private final ConcurrentMap<K, AtomicLong> fullAt = new ConcurrentHashMap<>();
    private final AtomicLong sweepAt = new AtomicLong(Long.MIN_VALUE);

    Rates(int readingsPerSecond) {
        nanosPerReading = TimeUnit.SECONDS.toNanos(1) / readingsPerSecond;
    }

    /// Whether there is a token to take.
    boolean hasRoomFor(K sender, Instant at) {
        AtomicLong bucket = fullAt.get(sender);
        return bucket == null || bucket.get() + nanosPerReading - nanos(at) <= burstNanos;
    }

    /// Takes one token if there is one.
    boolean admits(K sender, Instant at) {
        long now = nanos(at);
        AtomicLong bucket = fullAt.get(sender);
        if (bucket == null) {
            sweep(now);
            bucket = fullAt.computeIfAbsent(sender, unknown -> new AtomicLong(now));
        }
        while (true) {
            long before = bucket.get();
            long after = Math.max(before, now) + nanosPerReading;
            if (after - now > burstNanos) {
                return false;
            }
            if (bucket.compareAndSet(before, after)) {
                return true;
            }
        }
    }

    /// How long until a bucket holds enough for a repeat to make sense.
    Duration retryAfter() {
        return Duration.ofSeconds(BURST_SECONDS / 4);
    }

    /// Senders that are remembered.
    int size() {
        return fullAt.size();
    }

    private static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }

    private void sweep(long now) {
        long due = sweepAt.get();
        if (fullAt.size() > SWEEP_ABOVE && now >= due
                && sweepAt.compareAndSet(due, now + TimeUnit.SECONDS.toNanos(1))) {
            fullAt.values().removeIf(full -> full.get() <= now);
        }
    }
}
