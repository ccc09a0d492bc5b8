package dev.vigil.alerts.view;

import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads whole topics, committed records only, without a group: every node reads everything. A lost connection is
/// taken up where it broke; nothing is told twice. Says whether it has caught up with what was there at its start.
public final class TopicFollower implements AutoCloseable {

    /// Hears what is read, on the follower's own thread.
    public interface Listener {

        void begins(Collection<TopicPartition> partitions);

        void hears(Iterable<ConsumerRecord<byte[], byte[]>> batch);
    }

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final List<String> topics;
    private final Map<String, Object> properties;
    private final @Nullable Instant since;
    private final Listener listener;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean caughtUp;
    private volatile boolean closed;

    private TopicFollower(String name, List<Topic<?, ?>> topics, KafkaConnection kafka, @Nullable Instant since,
            Listener listener) {
        this.name = name;
        this.topics = topics.stream().map(Topic::name).toList();
        this.since = since;
        this.listener = listener;
        properties = kafka.consumerProperties();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /// @param since how far back to begin by the time of receipt, null for the beginning
    public static TopicFollower start(String name, List<Topic<?, ?>> topics, KafkaConnection kafka,
            @Nullable Instant since, Listener listener) {
        TopicFollower follower = new TopicFollower(name, topics, kafka, since, listener);
        follower.thread.start();
        return follower;
    }

    /// Why what it told is not yet the whole picture, empty when it is.
    public Optional<String> whyNotReady() {
        return caughtUp ? Optional.empty() : Optional.of(name + " has not caught up with its topics");
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(properties, new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer = opened;
                follow(opened);
            } catch (WakeupException | InterruptException e) {
                LOG.debug("{} was asked to stop", name);
            } catch (KafkaException e) {
                LOG.warn("{} lost its topics and tries again: {}", name, e.getClass().getSimpleName());
                pause();
            } catch (RuntimeException e) {
                caughtUp = false;
                LOG.error("{} failed on a batch and reads it again: {} at {}", name, e.getClass().getName(),
                        e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> opened) {
        List<TopicPartition> partitions = partitions(opened);
        if (partitions.isEmpty()) {
            pause();
            return;
        }
        opened.assign(partitions);
        begin(opened, partitions);
        listener.begins(partitions);
        Map<TopicPartition, Long> ends = caughtUp ? Map.of() : opened.endOffsets(partitions);
        while (!closed) {
            ConsumerRecords<byte[], byte[]> batch = opened.poll(POLL);
            if (!batch.isEmpty()) {
                listener.hears(batch);
                batch.nextOffsets().forEach((partition, offset) -> next.put(partition, offset.offset()));
            }
            caughtUp = caughtUp || ends.entrySet().stream()
                    .allMatch(end -> opened.position(end.getKey()) >= end.getValue());
        }
    }

    /// Empty unless all topics are there.
    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> opened) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            List<PartitionInfo> ofTopic = opened.partitionsFor(topic);
            if (ofTopic == null || ofTopic.isEmpty()) {
                LOG.info("{} waits for the topic {}", name, topic);
                return List.of();
            }
            ofTopic.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        return partitions;
    }

    private void begin(KafkaConsumer<byte[], byte[]> opened, List<TopicPartition> partitions) {
        List<TopicPartition> unread = partitions.stream().filter(partition -> !next.containsKey(partition)).toList();
        next.forEach(opened::seek);
        if (since == null) {
            beginAtTheBeginning(opened, unread);
            return;
        }
        long from = since.toEpochMilli();
        Map<TopicPartition, OffsetAndTimestamp> found = opened.offsetsForTimes(
                unread.stream().collect(Collectors.toMap(partition -> partition, partition -> from)));
        for (TopicPartition partition : unread) {
            OffsetAndTimestamp at = found.get(partition);
            if (at == null) {
                opened.seekToEnd(List.of(partition));
            } else {
                opened.seek(partition, at.offset());
            }
        }
    }

    /// To seek nothing is, to Kafka, to seek everything.
    private static void beginAtTheBeginning(KafkaConsumer<byte[], byte[]> opened, List<TopicPartition> unread) {
        if (!unread.isEmpty()) {
            opened.seekToBeginning(unread);
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            LOG.debug("{} was woken", name);
        }
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> opened = consumer;
        if (opened != null) {
            opened.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
