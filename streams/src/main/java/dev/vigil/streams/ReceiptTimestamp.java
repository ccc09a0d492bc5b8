package dev.vigil.streams;

import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// The record's own timestamp, which is the time of receipt, held between 1970 and now.
///
/// Without the hold a producer in 2099 would have the broker refuse the changelog's record and the thread die, its
/// replacement die of the same record, and so on.
public final class ReceiptTimestamp implements TimestampExtractor {

    private final InstantSource clock;

    /// Kafka Streams makes the default extractor by itself.
    public ReceiptTimestamp() {
        this(InstantSource.system());
    }

    public ReceiptTimestamp(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> entry, long partitionTime) {
        Instant now = clock.instant();
        return Math.max(0, Math.min(entry.timestamp(), now.toEpochMilli()));
    }
}
