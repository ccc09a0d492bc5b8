package dev.vigil.fhir.lane;

import dev.vigil.wire.KafkaConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A lane's consumer: read-committed, in the exporters' group, pausable as a whole. For the lane's thread only, but for
/// [#wakeup], [#lag] and [#isConnected].
final class LaneConsumer implements AutoCloseable, ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(LaneConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int SESSION_MILLIS = 6_000;
    private static final int HEARTBEAT_MILLIS = 2_000;
    private static final int MOST_RECORDS = 2_000;
    private static final int DESCRIBE_SECONDS = 10;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topicId;
    private final LongConsumer forgotten;
    private boolean paused;
    private boolean assigned;
    private boolean disturbed;
    private volatile long lag;
    private volatile boolean connected;

    private LaneConsumer(KafkaConsumer<byte[], byte[]> consumer, String topicId, LongConsumer forgotten) {
        this.consumer = consumer;
        this.topicId = topicId;
        this.forgotten = forgotten;
    }

    /// @param forgotten told how many offsets Kafka has deleted before they were exported
    /// @throws KafkaException while Kafka or the topic is away
    static LaneConsumer subscribe(ExportedTopic topic, KafkaConnection kafka, LongConsumer forgotten) {
        String topicId = topicId(topic.topic().name(), kafka);
        Map<String, Object> properties = new HashMap<>(kafka.consumerProperties());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, topic.group());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // or a gap would be passed over in silence
        // Whenever anything moves everybody begins again at the committed offsets, so nothing half done is passed over.
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        LaneConsumer lane = new LaneConsumer(new KafkaConsumer<>(properties, new ByteArrayDeserializer(),
                new ByteArrayDeserializer()), topicId, forgotten);
        lane.consumer.subscribe(List.of(topic.topic().name()), lane);
        return lane;
    }

    String topicId() {
        return topicId;
    }

    ConsumerRecords<byte[], byte[]> poll() {
        ConsumerRecords<byte[], byte[]> records = poll(POLL);
        observe();
        return records;
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration longest) {
        try {
            return consumer.poll(longest);
        } catch (NoOffsetForPartitionException e) { // nobody has exported it yet
            consumer.seekToBeginning(e.partitions());
        } catch (OffsetOutOfRangeException e) {
            passOver(e.offsetOutOfRangePartitions());
        }
        return ConsumerRecords.empty();
    }

    /// The other side was away for longer than the topic keeps its records.
    private void passOver(Map<TopicPartition, Long> wanted) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(wanted.keySet());
        wanted.forEach((partition, offset) -> {
            long gone = first.getOrDefault(partition, 0L) - offset;
            if (gone > 0) {
                forgotten.accept(gone);
                LOG.error("Kafka has deleted {} offsets of {} before they were exported: they are lost to the EHR",
                        gone, partition);
            }
        });
        consumer.seekToBeginning(wanted.keySet());
    }

    Set<Integer> partitions() {
        return consumer.assignment().stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    /// Per partition, the first offset that no poll brought.
    Map<Integer, Long> nextOffsets() {
        return consumer.assignment().stream()
                .collect(Collectors.toMap(TopicPartition::partition, consumer::position));
    }

    /// Whether partitions came since the last call: somebody may have delivered beyond their committed offsets.
    boolean wasAssigned() {
        boolean was = assigned;
        assigned = false;
        return was;
    }

    /// Whether partitions were taken away since [#pause].
    boolean isDisturbed() {
        return disturbed;
    }

    void pause() {
        paused = true;
        disturbed = false;
        consumer.pause(consumer.assignment());
    }

    /// Keeps the membership while paused.
    void heartbeat() {
        poll(Duration.ZERO);
        observe();
    }

    void resume() {
        paused = false;
        consumer.resume(consumer.paused());
    }

    /// Moves past what a poll brought, where the partition is still ours; whoever took it over delivers it again.
    void commit(ConsumerRecords<byte[], byte[]> done) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(done.nextOffsets());
        offsets.keySet().retainAll(consumer.assignment());
        try {
            consumer.commitSync(offsets);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.info("Partitions moved before their offset did; what was delivered is delivered again, to no effect");
        }
        observe();
    }

    void wakeup() {
        consumer.wakeup();
    }

    long lag() {
        return lag;
    }

    boolean isConnected() {
        return connected;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        disturbed |= !partitions.isEmpty();
        LOG.debug("Gave up {}", partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned |= !partitions.isEmpty();
        if (paused) {
            consumer.pause(partitions);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void observe() {
        lag = consumer.assignment().stream().map(consumer::currentLag).filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong).sum();
        connected = consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .anyMatch(metric -> metric.getValue().metricValue() instanceof Number count && count.intValue() > 0);
    }

    private static String topicId(String topic, KafkaConnection kafka) {
        try (Admin admin = Admin.create(kafka.properties())) {
            return admin.describeTopics(List.of(topic)).topicNameValues().values().iterator().next()
                    .get(DESCRIBE_SECONDS, TimeUnit.SECONDS).topicId().toString();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("topic " + topic + " cannot be described", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
