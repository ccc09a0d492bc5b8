package dev.vigil.ingest.table;

import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes rows of a [CompactedTable] and returns when all in-sync replicas have the row and the table of this process
/// shows it; the tables of other processes follow within milliseconds. Who changes a row by what it was, asks for the
/// newest first. Of two that write one key at the same moment the last one wins. Thread-safe.
public final class TableWriter<K, V> implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(TableWriter.class);
    private static final Duration BLOCK = Duration.ofSeconds(2);
    private static final Duration REQUEST = Duration.ofSeconds(3);
    private static final Duration DELIVERY = Duration.ofSeconds(5);
    private static final Duration READ_BACK = Duration.ofSeconds(3);

    private final Topic<K, V> topic;
    private final CompactedTable<K, V> table;
    private final InstantSource clock;
    private final Producer<K, V> producer;
    private final Admin admin;

    private interface Step {
        boolean take() throws ExecutionException, TimeoutException, InterruptedException;
    }

    public TableWriter(Topic<K, V> topic, CompactedTable<K, V> table, KafkaConnection kafka, InstantSource clock) {
        this.topic = topic;
        this.table = table;
        this.clock = clock;
        Map<String, Object> properties = kafka.producerProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "vigil-table-" + topic);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        producer = new KafkaProducer<>(properties, topic.keySerializer(), topic.valueSerializer());
        Map<String, Object> asking = kafka.properties();
        asking.put(AdminClientConfig.CLIENT_ID_CONFIG, "vigil-table-" + topic);
        asking.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
        asking.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
        admin = Admin.create(asking);
    }

    /// Waits until the table of this process shows all that Kafka has now: one that was cut off may hold what others
    /// have changed since.
    ///
    /// @return whether it does
    public boolean refresh() {
        return done(() -> table.awaitUpTo(ends(), READ_BACK));
    }

    /// @param value null removes the row
    /// @return whether it is stored and shown; where it is not, it may be stored all the same
    public boolean put(K key, @Nullable V value) {
        return done(() -> {
            RecordMetadata written = producer
                    .send(new ProducerRecord<>(topic.name(), null, clock.millis(), key, value))
                    .get(DELIVERY.plus(BLOCK).toMillis(), TimeUnit.MILLISECONDS);
            return table.awaitUpTo(Map.of(new TopicPartition(written.topic(), written.partition()),
                    written.offset() + 1), READ_BACK);
        });
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = admin.describeTopics(List.of(topic.name())).allTopicNames().get()
                .values().stream().flatMap(description -> description.partitions().stream())
                .collect(Collectors.toMap(partition -> new TopicPartition(topic.name(), partition.partition()),
                        partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private boolean done(Step step) {
        try {
            return step.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
            LOGGER.warn("the table cannot be changed now: topic={} reason={}", topic, e.getClass().getSimpleName());
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(DELIVERY);
        admin.close(Duration.ZERO);
    }
}
