package dev.vigil.ingest.inbound;

import dev.vigil.ingest.access.CredentialStore;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.reception.Reception;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door of gateways that speak Kafka: takes their records from `vitals.inbound`, checks them, and passes them on to
/// `vitals.readings` or sets them aside, each exactly once, however often this process or Kafka stops. Whatever goes
/// wrong with Kafka, it starts again from the last committed position. Any number of instances share the partitions.
public final class Inbound implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Inbound.class);
    private static final String GROUP = "vigil-ingest-inbound";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /// For the group to hear that it leaves; while Kafka is away nobody does, and the session runs out.
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private static final Duration SESSION = Duration.ofSeconds(10);

    private final KafkaConnection kafka;
    private final InboundRecord judge;
    private final CredentialStore credentials;
    private final Reception reception;
    private final InstantSource clock;
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean closed;

    private Inbound(KafkaConnection kafka, BodyParser parser, CredentialStore credentials, Reception reception,
            InstantSource clock) {
        this.kafka = kafka;
        this.credentials = credentials;
        this.reception = reception;
        this.clock = clock;
        judge = new InboundRecord(parser, new Gateways(credentials::get));
        thread = Thread.ofPlatform().name("vigil-inbound").daemon().unstarted(this::run);
    }

    /// Returns at once, with or without Kafka.
    public static Inbound start(KafkaConnection kafka, BodyParser parser, CredentialStore credentials,
            Reception reception, InstantSource clock) {
        Inbound inbound = new Inbound(kafka, parser, credentials, reception, clock);
        inbound.thread.start();
        return inbound;
    }

    private void run() {
        while (!closed && !credentials.ready()) { // until then it is not known whom a credential covers
            pause(SOON);
        }
        while (!closed) {
            try {
                follow();
            } catch (WakeupException e) {
                LOGGER.debug("asked to stop");
            } catch (RuntimeException e) { // whatever it is, the records are still there
                LOGGER.warn("records of gateways wait: reason={}", e.getClass().getSimpleName());
                pause(PAUSE);
            }
        }
    }

    private void follow() {
        KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(properties(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try (Partitions partitions = new Partitions()) {
            consumer = opened;
            opened.subscribe(List.of(Topics.INBOUND.name()), partitions);
            while (!closed) {
                pass(opened, partitions);
            }
        } finally {
            consumer = null;
            opened.close(CloseOptions.timeout(GOODBYE));
        }
    }

    private void pass(KafkaConsumer<byte[], byte[]> opened, Partitions partitions) {
        ConsumerRecords<byte[], byte[]> batch = opened.poll(POLL);
        for (TopicPartition partition : batch.partitions()) {
            pass(opened, partitions.of(partition), batch.records(partition));
        }
    }

    private void pass(KafkaConsumer<byte[], byte[]> opened, PassingOn passing,
            List<ConsumerRecord<byte[], byte[]>> records) {
        Instant now = clock.instant();
        List<InboundRecord.Judged> judged = new ArrayList<>(records.size());
        List<Checked> readings = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            judged.add(judge.judge(record, now));
            readings.addAll(judged.getLast().readings());
        }
        passing.pass(judged, records.getLast().offset() + 1, opened.groupMetadata(), now);
        reception.count(readings);
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = kafka.consumerProperties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "vigil-inbound");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
        return properties;
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What has been passed on stays, what has not is passed on by the next one.
    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The producers of this instance's partitions, each opened with its first record.
    private final class Partitions implements ConsumerRebalanceListener, AutoCloseable {

        private final Map<TopicPartition, PassingOn> open = new HashMap<>();

        PassingOn of(TopicPartition partition) {
            return open.computeIfAbsent(partition, taken -> PassingOn.open(taken, kafka));
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOGGER.debug("partitions taken over: {}", partitions.size());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> {
                PassingOn passing = open.remove(partition);
                if (passing != null) {
                    passing.close();
                }
            });
        }

        @Override
        public void close() {
            open.values().forEach(PassingOn::close);
            open.clear();
        }
    }
}
