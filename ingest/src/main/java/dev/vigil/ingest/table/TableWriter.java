package dev.vigil.ingest.table;

import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes rows of a [CompactedTable] and returns when all in-sync replicas have the row and the table of this process
/// shows it; the tables of other processes follow within milliseconds. Of two writers of one key the last one wins.
/// Thread-safe.
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
    }

    /// @param value null removes the row
    /// @return whether it is stored and shown; where it is not, it may be stored all the same
    public boolean put(K key, @Nullable V value) {
        try {
            return table.awaitRead(producer.send(new ProducerRecord<>(topic.name(), null, clock.millis(), key, value))
                    .get(DELIVERY.plus(BLOCK).toMillis(), TimeUnit.MILLISECONDS), READ_BACK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
            LOGGER.warn("a row is not known to be stored: topic={} reason={}", topic, e.getClass().getSimpleName());
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(DELIVERY);
    }
}
