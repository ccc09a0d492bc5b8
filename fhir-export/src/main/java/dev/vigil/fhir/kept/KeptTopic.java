package dev.vigil.fhir.kept;

import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A compacted topic as a map in memory. What is put is on all in-sync replicas, and in the map, when the call returns;
/// what others put arrives a moment later, or with [#catchUp]. While Kafka is away calls wait.
public final class KeptTopic<V> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeptTopic.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /// Nothing is committed, and no group waits for the news.
    private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ZERO);

    private final Topic<String, V> topic;
    private final KafkaConnection kafka;
    private final KafkaProducer<String, V> producer;
    private final Map<String, V> view = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable KafkaConsumer<?, ?> consumer;

    private KeptTopic(Topic<String, V> topic, KafkaConnection kafka) {
        this.topic = topic;
        this.kafka = kafka;
        this.producer =
                new KafkaProducer<>(kafka.producerProperties(), topic.keySerializer(), topic.valueSerializer());
        this.thread = Thread.ofPlatform().name("fhir-" + topic.name()).daemon().unstarted(this::run);
    }

    /// Returns at once; Kafka may still be away.
    public static <V> KeptTopic<V> start(Topic<String, V> topic, KafkaConnection kafka) {
        KeptTopic<V> kept = new KeptTopic<>(topic, kafka);
        kept.thread.start();
        return kept;
    }

    public Map<String, V> view() {
        return Collections.unmodifiableMap(view);
    }

    /// @param changes an empty value takes its key away
    public void put(Map<String, Optional<V>> changes) throws InterruptedException {
        Map<String, Optional<V>> left = changes;
        while (!left.isEmpty()) {
            left = tryPut(left);
            if (!left.isEmpty()) {
                Thread.sleep(RETRY);
            }
        }
    }

    /// Returns when all that was there at the time of the call is in the map.
    public void catchUp() throws InterruptedException {
        while (true) {
            try (Admin admin = Admin.create(kafka.properties())) {
                Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
                for (TopicDescription described : admin.describeTopics(List.of(topic.name())).allTopicNames().get()
                        .values()) {
                    described.partitions().forEach(each -> latest.put(
                            new TopicPartition(topic.name(), each.partition()), OffsetSpec.latest()));
                }
                for (var end : admin.listOffsets(latest).all().get().entrySet()) {
                    awaitRead(end.getKey(), end.getValue().offset());
                }
                return;
            } catch (ExecutionException e) {
                LOG.warn("{} cannot be read, trying again: {}", topic, String.valueOf(e.getCause()));
                Thread.sleep(RETRY);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        KafkaConsumer<?, ?> present = consumer;
        if (present != null) {
            present.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
    }

    /// @return what is not safe yet
    private Map<String, Optional<V>> tryPut(Map<String, Optional<V>> changes) throws InterruptedException {
        Map<String, Future<RecordMetadata>> sent = new HashMap<>();
        Map<String, Optional<V>> left = new HashMap<>();
        for (var change : changes.entrySet()) {
            try {
                sent.put(change.getKey(), producer.send(record(change.getKey(), change.getValue())));
            } catch (KafkaException e) {
                left.put(change.getKey(), change.getValue());
            }
        }
        for (var each : sent.entrySet()) {
            try {
                RecordMetadata at = each.getValue().get();
                awaitRead(new TopicPartition(at.topic(), at.partition()), at.offset() + 1);
            } catch (ExecutionException e) {
                LOG.warn("{} did not take a record, trying again: {}", topic, String.valueOf(e.getCause()));
                left.put(each.getKey(), changes.getOrDefault(each.getKey(), Optional.empty()));
            }
        }
        return left;
    }

    @SuppressWarnings("NullAway") // Kafka's null value takes the key away
    private ProducerRecord<String, V> record(String key, Optional<V> value) {
        return new ProducerRecord<>(topic.name(), key, value.orElse(null));
    }

    private void awaitRead(TopicPartition partition, long offset) throws InterruptedException {
        synchronized (read) {
            while (read.getOrDefault(partition, 0L) < offset) {
                read.wait();
            }
        }
    }

    private void run() {
        while (!closing) {
            try (var own = new KafkaConsumer<>(kafka.consumerProperties(), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer = own;
                try {
                    follow(own);
                } finally {
                    own.close(AT_ONCE);
                }
            } catch (WakeupException e) {
                LOG.debug("Reading of {} stops", topic);
            } catch (RuntimeException e) { // Kafka away, or a fault of ours: the reader goes on
                LOG.warn("{} cannot be read, trying again: {}", topic, e.getClass().getSimpleName());
                LockSupport.parkNanos(RETRY.toNanos());
            } finally {
                consumer = null;
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> own) {
        List<TopicPartition> partitions = new ArrayList<>();
        own.partitionsFor(topic.name()).forEach(
                partition -> partitions.add(new TopicPartition(topic.name(), partition.partition())));
        if (partitions.isEmpty()) {
            throw new KafkaException("topic " + topic + " is not there yet");
        }
        own.assign(partitions);
        own.seekToBeginning(partitions);
        while (!closing) {
            own.poll(POLL).forEach(this::take);
            synchronized (read) {
                partitions.forEach(partition -> read.merge(partition, own.position(partition), Math::max));
                read.notifyAll();
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.key() == null) {
                throw new MalformedRecord("no key");
            }
            String key = topic.key().decode(record.key());
            if (record.value() == null) {
                view.remove(key);
            } else {
                view.put(key, topic.value().decode(record.value()));
            }
        } catch (MalformedRecord e) {
            LOG.warn("Passed over {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }
}
