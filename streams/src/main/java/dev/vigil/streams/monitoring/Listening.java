package dev.vigil.streams.monitoring;

import dev.vigil.domain.monitor.MonitorEvent.TimePassed;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the platform hears, and since when without a break: after an outage of our own, or of every ingest, each
/// silence counts from its end, or the first minute would page for every patient. Where no ingest has ever told that it
/// is there, readings come by another way and none is waited for. Used by one stream thread.
final class Listening {

    /// Not the key of a patient: an identifier has no bar.
    static final String KEY = "|listening";

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    /// Longer than this without a sign of life is an outage; ingest gives one every ten seconds.
    private static final Duration OUTAGE = Duration.ofSeconds(60);

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    /// A record this old shows that the task is still catching up.
    private static final Duration BEHIND = Duration.ofSeconds(10);

    private static final int BYTES = 2 * Long.BYTES;

    private final KeyValueStore<String, byte[]> store;
    private final Supplier<byte @Nullable []> heartbeat;
    private byte @Nullable [] heard;
    private Instant since;
    private Instant aliveAt;
    private Instant behindAt;
    private boolean deaf = true;

    /// @param heartbeat the last of any ingest, null while there was none ever
    Listening(KeyValueStore<String, byte[]> store, Supplier<byte @Nullable []> heartbeat, Instant now) {
        this.store = store;
        this.heartbeat = heartbeat;
        this.heard = heartbeat.get();
        byte[] kept = store.get(KEY);
        // Bytes that are none of ours are as good as none.
        ByteBuffer last = kept == null || kept.length != BYTES ? ByteBuffer.allocate(BYTES) : ByteBuffer.wrap(kept);
        this.aliveAt = Instant.ofEpochMilli(last.getLong());
        this.since = Instant.ofEpochMilli(last.getLong());
        this.behindAt = now;
        tick(now);
    }

    void received(Instant receivedAt, Instant now) {
        if (receivedAt.plus(BEHIND).isBefore(now)) {
            behindAt = now;
        }
    }

    /// To be called every second or so.
    void tick(Instant now) {
        byte[] last = heartbeat.get();
        if (last == null || !Arrays.equals(last, heard)) {
            alive(now);
        }
        heard = last;
        if (isOutage(now) && !deaf) {
            LOG.warn("no ingest was heard for {}: until one is, nobody's silence is taken for the patient's", OUTAGE);
        }
        deaf = isOutage(now);
    }

    /// Whether some ingest gives signs of life, as of the last tick.
    boolean hearsIngest() {
        return !deaf;
    }

    private void alive(Instant now) {
        boolean outage = isOutage(now);
        if (outage) {
            since = now;
        }
        if (outage || !aliveAt.plus(SIGN_OF_LIFE).isAfter(now)) {
            aliveAt = now;
            store.put(KEY,
                    ByteBuffer.allocate(BYTES).putLong(now.toEpochMilli()).putLong(since.toEpochMilli()).array());
        }
    }

    private boolean isOutage(Instant now) {
        return aliveAt.plus(OUTAGE).isBefore(now);
    }

    TimePassed event(Instant now) {
        return new TimePassed(!isOutage(now) && !behindAt.plus(BEHIND).isAfter(now), since);
    }
}
