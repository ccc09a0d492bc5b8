package dev.vigil.app.reconcile;

import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads what a topic holds at this moment, committed records only, without a group. Tombstones are passed over.
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;

    public TopicReader(KafkaConnection kafka) {
        consumer = new KafkaConsumer<>(kafka.consumerProperties(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /// Takes one readable record.
    public interface Taker {
        void take(byte[] value, Place place) throws MalformedRecord;
    }

    /// @param unreadable told of each record that the taker could not read
    public void read(String topic, Taker taker, Consumer<Place> unreadable) {
        read(partitions(topic), taker, unreadable);
    }

    public List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition())).toList();
    }

    public void read(List<TopicPartition> partitions, Taker taker, Consumer<Place> unreadable) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition,
                0L))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                one(record, taker, unreadable);
            }
        }
    }

    private static void one(ConsumerRecord<byte[], byte[]> record, Taker taker, Consumer<Place> unreadable) {
        if (record.value() == null) {
            return;
        }
        Place place = new Place(record.partition(), record.offset());
        try {
            taker.take(record.value(), place);
        } catch (MalformedRecord e) {
            unreadable.accept(place);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
