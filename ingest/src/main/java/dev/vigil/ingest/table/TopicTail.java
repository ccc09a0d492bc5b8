package dev.vigil.ingest.table;

import dev.vigil.wire.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one topic from its beginning and then whatever comes, on a thread of its own and without a group. A lost
/// connection is taken up where it broke. What is heard counts as read when it has been shown.
final class TopicTail implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /// It belongs to no group, so that nobody waits for its goodbye, and while Kafka is away nobody hears it.
    private static final Duration GOODBYE = Duration.ofMillis(200);

    private static final int MOST_RECORDS = 10_000;

    private final String topic;
    private final Map<String, Object> properties;
    private final Consumer<ConsumerRecords<byte[], byte[]>> reader;
    private final Runnable show;
    private final Thread thread;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean caughtUp;
    private volatile boolean closed;

    TopicTail(String topic, KafkaConnection kafka, Consumer<ConsumerRecords<byte[], byte[]>> reader, Runnable show) {
        this.topic = topic;
        this.reader = reader;
        this.show = show;
        properties = kafka.consumerProperties();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "vigil-table-" + topic);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        thread = Thread.ofPlatform().name("vigil-table-" + topic).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean caughtUp() {
        return caughtUp;
    }

    /// Waits until every record before these offsets has been shown.
    synchronized boolean awaitUpTo(Map<TopicPartition, Long> ends, Duration atMost) throws InterruptedException {
        long giveUp = System.nanoTime() + atMost.toNanos();
        while (!caughtUp || ends.entrySet().stream().anyMatch(end -> shownUpTo(end.getKey()) < end.getValue())) {
            long left = Duration.ofNanos(giveUp - System.nanoTime()).toMillis();
            if (left <= 0 || closed) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private long shownUpTo(TopicPartition partition) {
        return next.getOrDefault(partition, 0L);
    }

    private void run() {
        while (!closed) {
            try {
                read();
            } catch (WakeupException | InterruptException e) {
                LOGGER.debug("asked to stop: topic={}", topic);
            } catch (KafkaException e) {
                LOGGER.info("the topic cannot be read now: topic={} reason={}", topic, e.getClass().getSimpleName());
                pause();
            }
        }
    }

    private void read() {
        KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(properties, new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
            consumer = opened;
            follow(opened);
        } finally {
            consumer = null;
            opened.close(CloseOptions.timeout(GOODBYE));
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> opened) {
        List<TopicPartition> partitions = opened.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition())).toList();
        if (partitions.isEmpty()) {
            pause();
            return;
        }
        opened.assign(partitions);
        begin(opened, partitions);
        Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
        while (!closed) {
            ConsumerRecords<byte[], byte[]> batch = opened.poll(POLL);
            reader.accept(batch);
            boolean whole = caughtUp || ends.entrySet().stream()
                    .allMatch(end -> opened.position(end.getKey()) >= end.getValue());
            show(!batch.isEmpty(), whole ? positions(opened, partitions) : Map.of());
        }
    }

    private synchronized void begin(KafkaConsumer<byte[], byte[]> opened, List<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Long from = next.get(partition);
            if (from == null) {
                opened.seekToBeginning(List.of(partition));
            } else {
                opened.seek(partition, from);
            }
        }
    }

    /// Not the offsets of the records: compaction may leave none before the end of a partition.
    private static Map<TopicPartition, Long> positions(KafkaConsumer<byte[], byte[]> opened,
            List<TopicPartition> partitions) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), opened::position));
    }

    /// @param positions up to where everything has been read, empty before all of it has
    private synchronized void show(boolean news, Map<TopicPartition, Long> positions) {
        if (positions.isEmpty()) {
            return;
        }
        if (news || !caughtUp) {
            show.run();
        }
        next.putAll(positions);
        caughtUp = true;
        notifyAll();
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            LOGGER.debug("woken: topic={}", topic);
        }
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> opened = consumer;
        if (opened == null) {
            thread.interrupt();
        } else { // an interrupted consumer cannot close in peace
            opened.wakeup();
        }
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
