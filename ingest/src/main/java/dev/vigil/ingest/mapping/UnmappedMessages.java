package dev.vigil.ingest.mapping;

import dev.vigil.domain.reading.Quarantine;
import dev.vigil.ingest.check.SetAside;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// Messages in which their template found nothing, kept in quarantine with their bytes so that the template can be
/// corrected and tried on them. A gateway that sends nothing else fills no more than a bounded share of it.
/// Thread-safe.
public final class UnmappedMessages implements AutoCloseable {

    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_A_MINUTE = 600;
    private static final Duration BLOCK = Duration.ofSeconds(2);
    private static final Duration DELIVERY = Duration.ofSeconds(6);
    private static final Duration REQUEST = Duration.ofSeconds(3);

    private final Producer<String, Quarantine> producer;
    private final InstantSource clock;
    private final MeterRegistry registry;
    private long minute;
    private final Map<String, Integer> keptInMinute = new HashMap<>();

    public UnmappedMessages(KafkaConnection kafka, InstantSource clock, MeterRegistry registry) {
        this.clock = clock;
        this.registry = registry;
        Map<String, Object> properties = kafka.producerProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "vigil-ingest-unmapped");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        producer = new KafkaProducer<>(properties, Topics.QUARANTINE.keySerializer(),
                Topics.QUARANTINE.valueSerializer());
    }

    /// @return whether it is stored, or need not be
    boolean setAside(String mapping, SetAside why, byte[] message) {
        Instant now = clock.instant();
        Counter.builder("vigil.mapping.set.aside").tag("mapping", mapping)
                .description("Messages of which something was refused, by their template").register(registry)
                .increment();
        if (!mayKeep(mapping, now)) {
            return true;
        }
        boolean cut = message.length > MOST_BYTES;
        byte[] kept = cut ? Arrays.copyOf(message, MOST_BYTES) : message;
        String detail = "by the mapping " + mapping + ", " + why.detail()
                + (cut ? " (the first " + MOST_BYTES + " of " + message.length + " bytes)" : "");
        Quarantine quarantine = new Quarantine("unknown",
                Quarantine.Original.OfBytes.of(kept, "/v1/mapped/" + mapping, 0, 0), why.reason(), detail, now);
        return isStored(new ProducerRecord<>(Topics.QUARANTINE.name(), null, now.toEpochMilli(),
                quarantine.deviceId(), quarantine));
    }

    /// One vendor's noise takes no other vendor's room.
    private synchronized boolean mayKeep(String mapping, Instant now) {
        long current = now.getEpochSecond() / 60;
        if (current != minute) {
            minute = current;
            keptInMinute.clear();
        }
        return keptInMinute.merge(mapping, 1, Integer::sum) <= MOST_A_MINUTE;
    }

    private boolean isStored(ProducerRecord<String, Quarantine> record) {
        try {
            producer.send(record).get(DELIVERY.plus(BLOCK).toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(DELIVERY);
    }
}
