package dev.vigil.ingest.mapping;

import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
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
    private long minute;
    private int keptInMinute;

    public UnmappedMessages(KafkaConnection kafka, InstantSource clock) {
        this.clock = clock;
        Map<String, Object> properties = kafka.producerProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "vigil-ingest-unmapped");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        producer = new KafkaProducer<>(properties, Topics.QUARANTINE.keySerializer(),
                Topics.QUARANTINE.valueSerializer());
    }

    /// @return whether it is stored, or need not be
    boolean setAside(String mapping, byte[] message) {
        Instant now = clock.instant();
        if (!mayKeep(now)) {
            return true;
        }
        boolean cut = message.length > MOST_BYTES;
        byte[] kept = cut ? Arrays.copyOf(message, MOST_BYTES) : message;
        String detail = "the mapping " + mapping + " found nothing in it"
                + (cut ? "; the first " + MOST_BYTES + " of " + message.length + " bytes" : "");
        Quarantine quarantine = new Quarantine("unknown",
                Quarantine.Original.OfBytes.of(kept, "/v1/mapped/" + mapping, 0, 0), QuarantineReason.UNMAPPED, detail,
                now);
        return isStored(new ProducerRecord<>(Topics.QUARANTINE.name(), null, now.toEpochMilli(),
                quarantine.deviceId(), quarantine));
    }

    private synchronized boolean mayKeep(Instant now) {
        long current = now.getEpochSecond() / 60;
        if (current != minute) {
            minute = current;
            keptInMinute = 0;
        }
        return ++keptInMinute <= MOST_A_MINUTE;
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
