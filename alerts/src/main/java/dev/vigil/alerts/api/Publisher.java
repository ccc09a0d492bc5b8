package dev.vigil.alerts.api;

import dev.vigil.alerts.view.CareView;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what people set and ask. Returns when all in-sync replicas have it; while Kafka is away the caller is told to
/// come back. Thread-safe.
final class Publisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final int GIVE_UP_AFTER = 5_000;
    private static final int BLOCK_AT_MOST = 3_000;
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(5);
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);

    private final KafkaProducer<byte[], byte[]> producer;
    private final CareView view;
    private final InstantSource clock;

    Publisher(KafkaConnection kafka, CareView view, InstantSource clock) {
        Map<String, Object> properties = kafka.producerProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "vigil-care-team-api");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_AT_MOST);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_AT_MOST);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVE_UP_AFTER);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.view = view;
        this.clock = clock;
    }

    /// @param value null for a tombstone
    <K, V> void publish(Topic<K, V> topic, K key, @Nullable V value) {
        send(topic, key, value);
    }

    /// Publishes, and waits a little until this node itself can read it, so that the next GET here shows it.
    <K, V> void publishAndSee(Topic<K, V> topic, K key, @Nullable V value) {
        RecordMetadata written = send(topic, key, value);
        view.awaitHeard(new TopicPartition(written.topic(), written.partition()), written.offset(), SEEN_WITHIN);
    }

    private <K, V> RecordMetadata send(Topic<K, V> topic, K key, @Nullable V value) {
        byte[] bytes = value == null ? null : topic.value().encode(value);
        try {
            return producer.send(new ProducerRecord<>(topic.name(), null, clock.millis(), topic.key().encode(key),
                    bytes)).get();
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        } catch (ExecutionException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    private static ProblemException refused(Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            return new ProblemException(Problem.of(413, "too-large", "Too large",
                    "What would have to be kept is larger than one record can be."));
        }
        return away(cause);
    }

    private static ProblemException away(Throwable cause) {
        LOG.warn("a write was not taken: {}", cause.getClass().getSimpleName());
        return new ProblemException(Problem.unavailable("kafka-away", "Kafka does not take writes right now."),
                COME_BACK_AFTER);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
