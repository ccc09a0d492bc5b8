package dev.vigil.ingest.publish;

import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.wire.Heartbeat;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes the readings of one request and returns when every in-sync replica has them all, or after a bounded time
/// without. Readings of one device stay in order. Thread-safe: many requests share one producer and its batches.
public final class ReadingPublisher implements AutoCloseable {

    /// For a place in the buffer and for the topic's metadata.
    private static final Duration LONGEST_BLOCK = Duration.ofSeconds(2);
    private static final Duration REQUEST = Duration.ofSeconds(3);

    /// From sending to giving up, retries included: a sender waits no longer for its answer.
    private static final Duration DELIVERY = Duration.ofSeconds(6);

    /// For all the readings of a request together.
    private static final Duration PATIENCE = DELIVERY.plus(LONGEST_BLOCK);

    /// Long enough to gather what arrives at the same time, short against a flush to disk.
    private static final Duration LINGER = Duration.ofMillis(1);

    private static final int BATCH_BYTES = 128 << 10;

    /// A broker answers the requests of a connection one after the other. A second one would wait there, and what has
    /// come meanwhile with it; here it gathers into fewer appends, each of which may be a flush to disk.
    private static final int IN_FLIGHT = 1;

    /// Readings on their way; when it is full, senders wait a little and then are asked to come back.
    private static final long BUFFER_BYTES = 32L << 20;

    private final Producer<byte[], byte[]> producer;

    public ReadingPublisher(KafkaConnection kafka) {
        Map<String, Object> properties = kafka.producerProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "vigil-ingest");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, IN_FLIGHT);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public Delivery publish(List<Reading> readings) {
        return send(readings, ReadingPublisher::record);
    }

    /// Behind what was stored of the same device before it.
    public Delivery publish(Retraction retraction) {
        return send(List.of(retraction), ReadingPublisher::record);
    }

    /// Beside the readings, over the same producer.
    Delivery publish(Heartbeat heartbeat) {
        return send(List.of(heartbeat), ReadingPublisher::record);
    }

    private <T> Delivery send(List<T> records, Function<T, ProducerRecord<byte[], byte[]>> format) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Acknowledgements acknowledgements = new Acknowledgements(records.size());
        try {
            for (T one : records) {
                if (left(deadline) < 0) {
                    throw new TimeoutException();
                }
                producer.send(format.apply(one), acknowledgements);
            }
            return await(acknowledgements, left(deadline));
        } catch (TimeoutException e) {
            return new Delivery.Unknown("not acknowledged within " + PATIENCE);
        } catch (InterruptException | InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.Unknown("interrupted");
        } catch (KafkaException | IllegalStateException e) { // the latter from a producer that is closing
            return new Delivery.Unknown(e.toString());
        }
    }

    /// The producer itself gives up what it has not delivered. A limit beside that, which takes a timer and its thread,
    /// is for those that were long in being sent.
    private static Delivery await(Acknowledgements acknowledgements, long left)
            throws InterruptedException, TimeoutException {
        return left >= DELIVERY.toNanos() ? acknowledgements.await() : acknowledgements.await(left);
    }

    private static long left(long deadline) {
        return deadline - System.nanoTime();
    }

    /// The record's time is the time of receipt: a device's clock must not steer the topic.
    private static ProducerRecord<byte[], byte[]> record(Reading reading) {
        return record(Topics.READINGS, reading.deviceId(), reading, reading.receivedAt());
    }

    private static ProducerRecord<byte[], byte[]> record(Retraction retraction) {
        return record(Topics.RETRACTIONS, retraction.deviceId(), retraction, retraction.receivedAt());
    }

    private static ProducerRecord<byte[], byte[]> record(Heartbeat heartbeat) {
        return record(Topics.HEARTBEATS, heartbeat.service(), heartbeat, heartbeat.at());
    }

    private static <K, V> ProducerRecord<byte[], byte[]> record(Topic<K, V> topic, K key, V value, Instant at) {
        return new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), topic.key().encode(key),
                topic.value().encode(value));
    }

    /// Waits for what is on its way, within the delivery time.
    @Override
    public void close() {
        producer.close(DELIVERY);
    }
}
