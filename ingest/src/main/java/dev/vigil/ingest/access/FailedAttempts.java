package dev.vigil.ingest.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes whoever fails again and again wait longer for each answer, by the address it comes from. Who succeeds never
/// waits, so that one broken gateway behind a shared address or a proxy does not slow its neighbours. Remembers a
/// bounded number of addresses, those that failed last. Thread-safe.
final class FailedAttempts {

    static final int MOST_ADDRESSES = 10_000;
    private static final int FREE = 5;
    private static final Duration FORGIVEN_AFTER = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(250);
    private static final int MOST_STEPS = 20;
    private static final int PREFIX_OF_A_SITE = 8;

    private final Map<ByteBuffer, Failures> byAddress = new LinkedHashMap<>();

    private record Failures(int count, Instant since) {

        /// One is forgiven every ten seconds.
        Failures another(Instant now) {
            long forgiven = Math.max(0, Duration.between(since, now).dividedBy(FORGIVEN_AFTER));
            return forgiven >= count ? new Failures(1, now)
                    : new Failures((int) Math.min(count - forgiven + 1, FREE + MOST_STEPS),
                            since.plus(FORGIVEN_AFTER.multipliedBy(forgiven)));
        }

        Duration pause() {
            return STEP.multipliedBy(Math.max(0, count - FREE));
        }
    }

    /// Counts one more.
    ///
    /// @return how long its answer waits
    synchronized Duration fail(InetAddress from, Instant now) {
        ByteBuffer address = site(from);
        Failures before = byAddress.remove(address);
        Failures after = before == null ? new Failures(1, now) : before.another(now);
        byAddress.put(address, after);
        if (byAddress.size() > MOST_ADDRESSES) {
            Iterator<ByteBuffer> longestAgo = byAddress.keySet().iterator();
            longestAgo.next();
            longestAgo.remove();
        }
        return after.pause();
    }

    synchronized int size() {
        return byAddress.size();
    }

    /// One IPv6 host has a whole /64 to come from.
    private static ByteBuffer site(InetAddress from) {
        byte[] address = from.getAddress();
        return ByteBuffer.wrap(from instanceof Inet6Address ? Arrays.copyOf(address, PREFIX_OF_A_SITE) : address);
    }
}
