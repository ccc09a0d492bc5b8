package dev.vigil.streams.monitoring;

import dev.vigil.domain.monitor.MonitorEvent.TimePassed;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;

/// Whether the platform hears, and since when without a break: after an outage of our own every silence counts from its
/// end, or the first minute would page for every patient. Used by one stream thread.
final class Listening {

    /// Not the key of a patient: an identifier has no bar.
    static final String KEY = "|listening";

    /// Longer than this without a sign of life is an outage.
    private static final Duration OUTAGE = Duration.ofSeconds(60);

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    /// A record this old shows that the task is still catching up.
    private static final Duration BEHIND = Duration.ofSeconds(10);

    private static final int BYTES = 2 * Long.BYTES;

    private final KeyValueStore<String, byte[]> store;
    private Instant since;
    private Instant aliveAt;
    private Instant behindAt;

    Listening(KeyValueStore<String, byte[]> store, Instant now) {
        this.store = store;
        byte[] kept = store.get(KEY);
        // Bytes that are none of ours are as good as none.
        ByteBuffer last = kept == null || kept.length != BYTES ? ByteBuffer.allocate(BYTES) : ByteBuffer.wrap(kept);
        this.aliveAt = Instant.ofEpochMilli(last.getLong());
        this.since = Instant.ofEpochMilli(last.getLong());
        this.behindAt = now;
        alive(now);
    }

    void received(Instant receivedAt, Instant now) {
        if (receivedAt.plus(BEHIND).isBefore(now)) {
            behindAt = now;
        }
    }

    /// To be called every second or so.
    void alive(Instant now) {
        boolean outage = aliveAt.plus(OUTAGE).isBefore(now);
        if (outage) {
            since = now;
        }
        if (outage || !aliveAt.plus(SIGN_OF_LIFE).isAfter(now)) {
            aliveAt = now;
            store.put(KEY,
                    ByteBuffer.allocate(BYTES).putLong(now.toEpochMilli()).putLong(since.toEpochMilli()).array());
        }
    }

    TimePassed event(Instant now) {
        return new TimePassed(!behindAt.plus(BEHIND).isAfter(now), since);
    }
}
