package dev.vigil.app.bench.ingest;

import dev.vigil.app.bench.Percentiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Gateways at work against one door, each on a connection of its own.
///
/// @param readings in each request
/// @param takenAt of every reading; also tells the ids of one run from those of another
record Gateways(int port, int connections, int readings, Instant takenAt) {

    private static final Duration NEVER_WAIT = Duration.ZERO;

    /// Each gateway sends again as soon as it is answered.
    Load asFastAsPossible(Duration length) throws InterruptedException {
        return run(length, NEVER_WAIT);
    }

    /// All together send that many requests a second, whether they are answered or not; the time that a request waits
    /// for its connection counts as the door's.
    Load at(double requestsPerSecond, Duration length) throws InterruptedException {
        return run(length, Duration.ofNanos((long) (connections * 1e9 / requestsPerSecond)));
    }

    private Load run(Duration length, Duration every) throws InterruptedException {
        AtomicLong failed = new AtomicLong();
        List<Long> latencies = new ArrayList<>();
        List<Thread> gateways = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            int gateway = i;
            gateways.add(Thread.ofPlatform().start(() -> {
                List<Long> own = new ArrayList<>();
                push(gateway, new Pace(start + every.toNanos() * gateway / connections, every.toNanos(),
                        start + length.toNanos()), own, failed);
                synchronized (latencies) {
                    latencies.addAll(own);
                }
            }));
        }
        for (Thread gateway : gateways) {
            gateway.join();
        }
        return new Load(latencies.size(), failed.get(), Duration.ofNanos(System.nanoTime() - start),
                Percentiles.of(latencies));
    }

    private record Pace(long first, long every, long end) {
    }

    private void push(int gateway, Pace pace, List<Long> latencies, AtomicLong failed) {
        Requests requests = new Requests(gateway, readings, takenAt);
        try (Connection connection = new Connection(port)) {
            for (long due = pace.first(); System.nanoTime() < pace.end(); due += pace.every()) {
                long from = pace.every() == 0 ? System.nanoTime() : awaited(due);
                if (connection.send(requests.next()) == 202) {
                    latencies.add(System.nanoTime() - from);
                } else {
                    failed.incrementAndGet();
                }
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        }
    }

    private static long awaited(long due) {
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        return due;
    }
}
