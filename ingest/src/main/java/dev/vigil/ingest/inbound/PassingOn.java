package dev.vigil.ingest.inbound;

import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Reading;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes what became of one partition's records together with the position after them: all of it or none. The
/// transactional id is the partition's, so that whoever takes the partition over shuts out the one before. For one
/// thread.
final class PassingOn implements AutoCloseable {

    /// Readers of readings wait for an open transaction: one that a killed process left behind must end soon.
    private static final Duration TRANSACTION = Duration.ofSeconds(10);
    private static final Duration DELIVERY = Duration.ofSeconds(8);
    private static final Duration REQUEST = Duration.ofSeconds(3);
    private static final long BUFFER_BYTES = 8L << 20;

    private final TopicPartition partition;
    private final Producer<byte[], byte[]> producer;

    private PassingOn(TopicPartition partition, Producer<byte[], byte[]> producer) {
        this.partition = partition;
        this.producer = producer;
    }

    static PassingOn open(TopicPartition partition, KafkaConnection kafka) {
        Map<String, Object> properties = kafka.producerProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "vigil-inbound-" + partition.partition());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "vigil-inbound-" + partition.partition());
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY.toMillis());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(properties, new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new PassingOn(partition, producer);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    void pass(List<InboundRecord.Judged> records, long nextOffset, ConsumerGroupMetadata group, Instant now) {
        producer.beginTransaction();
        for (InboundRecord.Judged judged : records) {
            judged.accepted().forEach(reading -> producer.send(record(reading)));
            Quarantine aside = judged.quarantine();
            if (aside != null) {
                producer.send(record(aside, now));
            }
        }
        Map<TopicPartition, OffsetAndMetadata> position = new HashMap<>();
        position.put(partition, new OffsetAndMetadata(nextOffset));
        producer.sendOffsetsToTransaction(position, group);
        producer.commitTransaction();
    }

    private static ProducerRecord<byte[], byte[]> record(Reading reading) {
        return new ProducerRecord<>(Topics.READINGS.name(), null, reading.receivedAt().toEpochMilli(),
                Topics.READINGS.key().encode(reading.deviceId()), Topics.READINGS.value().encode(reading));
    }

    private static ProducerRecord<byte[], byte[]> record(Quarantine quarantine, Instant now) {
        return new ProducerRecord<>(Topics.QUARANTINE.name(), null, now.toEpochMilli(),
                Topics.QUARANTINE.key().encode(quarantine.deviceId()), Topics.QUARANTINE.value().encode(quarantine));
    }

    /// An open transaction is aborted.
    @Override
    public void close() {
        producer.close(REQUEST);
    }
}
