package dev.vigil.alerts.lifecycle;

import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// The record's own timestamp, held between 1970 and now: a changelog's record inherits it, and the broker refuses one
/// from the future for as long as it is tried.
record ReceiptTimestamp(InstantSource clock) implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> entry, long partitionTime) {
        return Math.max(0, Math.min(entry.timestamp(), clock.millis()));
    }
}
