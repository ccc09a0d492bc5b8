package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Reading;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// The contract of `vitals.inbound` on a real broker. By itself, because what it waits for comes after a restart of the
/// broker, sessions and transactions that run out, and each of those takes its seconds on a machine with nothing else.
@Isolated
class InboundContractTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;
    private TestKafka kafka;

    @BeforeEach
    void open() {
        kafka = TestKafka.start(directory, 0);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void shouldPassOnWhatIsRightAndSetTheRestAside() throws Exception {
        try (Ingest ingest = ingest(); Producer<byte[], byte[]> gateway = gateway()) {
            ProducerRecord<byte[], byte[]> good = record("anything", reading("d-1", "r-1"));
            good.headers().add("vigil-gateway", "ward-3".getBytes(StandardCharsets.UTF_8));
            gateway.send(good).get();
            gateway.send(record("d-2", reading("d-2", "r-1").replace("/min", "/h"))).get();
            gateway.send(record(null, "\u0000")).get();

            await().atMost(SOON).until(() -> kafka.recordsOf(Topics.QUARANTINE).size() == 2
                    && kafka.readingsOf("d-1").size() == 1);
            Reading passed = Topics.READINGS.value().decode(kafka.readingsOf("d-1").getFirst().value());
            assertThat(passed.gateway()).isEqualTo("ward-3");
            assertThat(passed.receivedAt()).isEqualTo(RunningIngest.NOW);
            assertThat(kafka.readingsOf("d-1").getFirst().timestamp()).isEqualTo(RunningIngest.NOW.toEpochMilli());
            assertThat(kafka.recordsOf(Topics.QUARANTINE)).extracting(record -> record.key())
                    .containsExactlyInAnyOrder("d-2", "unknown");
            for (var record : kafka.recordsOf(Topics.QUARANTINE)) {
                assertThat(Topics.QUARANTINE.value().decode(record.value()).original())
                        .isInstanceOf(Quarantine.Original.OfBytes.class);
            }
            assertThat(new Door(ingest.port()).get("/metrics").text())
                    .contains("vigil_ingest_rejected_total{type=\"unknown-unit\"} 1.0")
                    .contains("vigil_ingest_accepted_total 1.0");
        }
    }

    /// Instances come and go and Kafka stops in the middle; the broker keeps its log.
    @Test
    void shouldPassOnEachRecordExactlyOnceWhateverStops() throws Exception {
        Random random = new Random(20261123);
        int port = kafka.port();
        Ingest first = ingest();
        produce(0, 1_000);
        Ingest second = ingest();
        produce(1_000, 1_500);
        pause(random);
        kafka.close();
        kafka = TestKafka.start(directory, port);
        first.close();
        produce(1_500, 2_500);
        Ingest third = ingest();
        pause(random);
        second.close();
        produce(2_500, 3_000);
        List<String> all = IntStream.range(0, 3_000).mapToObj(i -> "r-" + i).sorted().toList();
        await().atMost(SOON).until(() -> kafka.readingsOf("d-1").size() >= all.size());
        assertThat(kafka.readingsOf("d-1").stream().map(InboundContractTest::id).sorted()).isEqualTo(all);
        assertThat(kafka.recordsOf(Topics.QUARANTINE)).hasSize(30);
        third.close();
    }

    private static void pause(Random random) throws InterruptedException {
        await().pollDelay(Duration.ofMillis(random.nextInt(400))).until(() -> true);
    }

    /// Returns when Kafka has them all: what never came in cannot be passed on.
    private void produce(int from, int to) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<byte[], byte[]> gateway = gateway()) {
            for (int i = from; i < to; i++) {
                sent.add(gateway.send(inbound(i, reading("d-1", "r-" + i))));
                if (i % 100 == 0) {
                    sent.add(gateway.send(inbound(i, "{")));
                }
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> inbound(int number, String value) {
        return new ProducerRecord<>(Topics.INBOUND.name(), number % 2, 1L, null, bytes(value));
    }

    private static String id(org.apache.kafka.clients.consumer.ConsumerRecord<String, byte[]> record) {
        try {
            return Topics.READINGS.value().decode(record.value()).id().value();
        } catch (dev.vigil.wire.MalformedRecord e) {
            throw new AssertionError(e);
        }
    }

    private Ingest ingest() {
        return Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null), kafka.connection(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> RunningIngest.NOW);
    }

    private Producer<byte[], byte[]> gateway() {
        Map<String, Object> properties = kafka.connection().producerProperties();
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(Topics.INBOUND.name(), null, Instant.EPOCH.toEpochMilli(),
                key == null ? null : bytes(key), bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String reading(String device, String id) {
        return """
                {"deviceId": "%s", "id": "%s", "takenAt": "2026-11-22T10:41:00Z",
                 "measurements": [{"vital": "pulse-rate", "value": 71, "unit": "/min"}]}""".formatted(device, id);
    }
}
