package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kafka goes away and comes back: no reading is acknowledged that is not kept.
@Tag("slow")
class KafkaAwayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void shouldAnswer503WhileKafkaIsAwayAndTakeTheRetryWhenItIsBack() throws Exception {
        TestKafka kafka = TestKafka.start(directory, 0);
        int port = kafka.port();
        try (Ingest ingest = Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null), kafka.connection(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system());
                Door door = new Door(ingest.port())) {
            awaitReady(door, 200);
            assertThat(door.json(reading(1)).status()).isEqualTo(202);

            kafka.close();
            awaitReady(door, 503);
            assertThat(door.get("/health/ready").text()).contains("\"kafka\"");
            Door.Answer away = door.json("[" + reading(2) + "," + reading(3) + "]");
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.problem()).isEqualTo("kafka-unavailable");
            assertThat(away.header("Retry-After")).isEqualTo("2");
            assertThat(door.get("/health/live").status()).isEqualTo(200);

            kafka = TestKafka.start(directory, port);
            awaitReady(door, 200);
            assertThat(door.json("[" + reading(2) + "," + reading(3) + "]").accepted()).isEqualTo(2);
            assertThat(kafka.readingsOf("away").stream().map(KafkaAwayTest::id).distinct())
                    .containsExactly("away-1", "away-2", "away-3");
        } finally {
            kafka.close();
        }
    }

    @Test
    void shouldKeepEveryReadingItAcknowledgedWhileKafkaCameAndWent() throws Exception {
        TestKafka kafka = TestKafka.start(directory, 0);
        int port = kafka.port();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean pushing = new AtomicBoolean(true);
        try (Ingest ingest = Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null), kafka.connection(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system());
                Door door = new Door(ingest.port());
                ExecutorService devices = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int device = 0; device < 8; device++) {
                devices.submit(() -> {
                    while (pushing.get()) {
                        push(door, next.incrementAndGet(), acknowledged);
                    }
                });
            }
            awaitMore(acknowledged, 200);
            kafka.close();
            awaitReady(door, 503);
            kafka = TestKafka.start(directory, port);
            awaitMore(acknowledged, 200);
            pushing.set(false);
        } finally {
            pushing.set(false);
            assertThat(kafka.readingsOf("away").stream().map(KafkaAwayTest::id).collect(Collectors.toSet()))
                    .containsAll(acknowledged);
            kafka.close();
        }
    }

    private static void push(Door door, int number, Set<String> acknowledged) {
        if (door.json(reading(number)).status() == 202) {
            acknowledged.add("away-" + number);
        }
    }

    private static void awaitMore(Set<String> acknowledged, int count) {
        int before = acknowledged.size();
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + count);
    }

    @Test
    void shouldStartWithoutKafkaAndSaySo() {
        try (Ingest ingest = Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null),
                KafkaConnection.to("127.0.0.1:1"), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.system());
                Door door = new Door(ingest.port())) {
            assertThat(door.get("/health/ready").status()).isEqualTo(503);
            assertThat(door.json("{}").status()).as("needs no Kafka to be refused").isEqualTo(400);
            assertThat(door.json(reading(1)).status()).isEqualTo(503);
        }
    }

    private static void awaitReady(Door door, int status) {
        await().atMost(PATIENCE).until(() -> door.get("/health/ready").status() == status);
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        try {
            return Topics.READINGS.value().decode(record.value()).id().value();
        } catch (MalformedRecord e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reading(int number) {
        return """
                {"deviceId": "away", "id": "away-%d", "takenAgo": "PT5S", \
                "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}""".formatted(number);
    }
}
