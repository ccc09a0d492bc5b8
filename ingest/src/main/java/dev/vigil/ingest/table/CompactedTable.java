package dev.vigil.ingest.table;

import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest value of every key of a compacted topic, in memory. Every instance reads the whole topic and hears a
/// change within milliseconds; while Kafka is away it goes on with what it knows. Empty until it has read everything
/// that was there at its start, so that half a topic is never taken for the whole. A value that cannot be read removes
/// its key: what the topic says is not known, and what it said before no longer holds. Thread-safe.
///
/// An instance that is cut off for longer than Kafka keeps tombstones (a day) misses a deletion: where that would do
/// harm, a value that says so is written instead.
public final class CompactedTable<K, V> implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(CompactedTable.class);

    private final Topic<K, V> topic;
    private final Counter malformed;
    private final Rows<K, V> rows = new Rows<>();
    private final TopicTail tail;

    private CompactedTable(Topic<K, V> topic, KafkaConnection kafka, MeterRegistry registry) {
        this.topic = topic;
        malformed = registry.counter("vigil.malformed", "topic", topic.name());
        Gauge.builder("vigil.table.rows", rows, read -> read.all().size()).tag("topic", topic.name())
                .description("Keys of a compacted topic that this process holds").register(registry);
        tail = new TopicTail(topic.name(), kafka, this::read, rows::publish);
    }

    /// Begins to read, and goes on until it is closed; returns at once, with or without Kafka.
    public static <K, V> CompactedTable<K, V> start(Topic<K, V> topic, KafkaConnection kafka,
            MeterRegistry registry) {
        CompactedTable<K, V> table = new CompactedTable<>(topic, kafka, registry);
        table.tail.start();
        return table;
    }

    /// The value of a key, null where there is none or the table has not caught up.
    public @Nullable V get(K key) {
        return rows.all().get(key);
    }

    /// Everything, as one unchanging picture.
    public Map<K, V> all() {
        return rows.all();
    }

    /// Something that follows from all rows, such as an index; made anew only after a change.
    public <T> Supplier<T> derived(Function<Map<K, V>, T> derivation) {
        return new Derived<>(rows::all, derivation);
    }

    /// Whether everything has been read that was there at the start.
    public boolean caughtUp() {
        return tail.caughtUp();
    }

    /// Why the table is not yet to be relied on, empty when it is; for the readiness of a service.
    public Optional<String> whyNotReady() {
        return caughtUp() ? Optional.empty() : Optional.of(topic + " has not been read");
    }

    /// Waits until this table shows every record before these offsets.
    ///
    /// @return whether it does
    boolean awaitUpTo(Map<TopicPartition, Long> ends, Duration atMost) throws InterruptedException {
        return tail.awaitUpTo(ends, atMost);
    }

    private void read(ConsumerRecords<byte[], byte[]> batch) {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            K key = key(record);
            if (key != null) {
                rows.set(key, value(record));
            }
        }
    }

    private @Nullable K key(ConsumerRecord<byte[], byte[]> record) {
        try {
            return topic.key().decode(record.key() == null ? new byte[0] : record.key());
        } catch (MalformedRecord e) {
            report(record, e);
            return null;
        }
    }

    private @Nullable V value(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? null : topic.value().decode(record.value());
        } catch (MalformedRecord e) {
            report(record, e);
            return null;
        }
    }

    private void report(ConsumerRecord<byte[], byte[]> record, MalformedRecord reason) {
        malformed.increment();
        LOGGER.warn("a record cannot be read: topic={} partition={} offset={} reason={}", record.topic(),
                record.partition(), record.offset(), reason.getMessage());
    }

    @Override
    public void close() {
        tail.close();
    }
}
