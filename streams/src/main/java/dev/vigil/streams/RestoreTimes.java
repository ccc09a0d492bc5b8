package dev.vigil.streams;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long each store takes to come back from its changelog, by which an operator knows what a killed instance without
/// a standby costs. After a clean end there is nothing to bring back to the stores on disk. Called by whichever thread
/// restores.
final class RestoreTimes implements StateRestoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreTimes.class);

    private final MeterRegistry meters;
    private final Map<String, Long> begun = new ConcurrentHashMap<>();

    RestoreTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
        begun.put(key(changelog, store), System.nanoTime());
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long upTo, long records) {
        // what counts is told at the end
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long records) {
        Long since = begun.remove(key(changelog, store));
        Duration took = Duration.ofNanos(since == null ? 0 : System.nanoTime() - since);
        meters.timer("vigil.streams.restore", "store", store).record(took);
        meters.counter("vigil.streams.restored.records", "store", store).increment(records);
        if (records > 0) {
            LOG.info("{} of partition {}: {} records restored in {} ms", store, changelog.partition(), records,
                    took.toMillis());
        }
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long records) {
        begun.remove(key(changelog, store));
    }

    private static String key(TopicPartition changelog, String store) {
        return changelog + store;
    }
}
