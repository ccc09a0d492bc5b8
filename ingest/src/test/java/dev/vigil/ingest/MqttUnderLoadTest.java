package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.mqtt.MqttConfig;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Many MQTT devices at once, one of them in a hurry, and a Kafka that comes and goes.
@Tag("slow")
@Isolated
class MqttUnderLoadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PER_MESSAGE = 100;

    @TempDir
    Path directory;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private TestKafka kafka;
    private Ingest ingest;

    @BeforeEach
    void open() {
        kafka = TestKafka.start(directory, 0);
        ingest = start(Limits.DEFAULTS);
    }

    @AfterEach
    void close() {
        try (TestKafka last = kafka) {
            ingest.close();
        }
    }

    @Test
    void shouldHoldBackAFloodingConnectionAndNoOther() {
        try (MqttDevice quiet = MqttDevice.connect(ingest.mqttPort(), "quiet");
                MqttDevice flooding = MqttDevice.connect(ingest.mqttPort(), "flooding")) {
            medianOf(quiet, 0, 200);
            long alone = medianOf(quiet, 200, 200);
            List<CompletableFuture<?>> flood = IntStream.range(0, 205).<CompletableFuture<?>>mapToObj(
                    message -> flooding.push(message * PER_MESSAGE, PER_MESSAGE)).toList();
            long beside = medianOf(quiet, 400, 400);
            CompletableFuture.allOf(flood.toArray(CompletableFuture[]::new)).orTimeout(60, TimeUnit.SECONDS).join();
            assertThat(beside).isLessThan(4 * alone + TimeUnit.MILLISECONDS.toNanos(5));
            assertThat(ids("flooding")).as("waited, and lost nothing").hasSize(205 * PER_MESSAGE);
        }
    }

    @Test
    void shouldStoreAtOnceWhatOtherDevicesOfTheSameGatewaySendBesideAFlood() {
        ingest.close();
        ingest = start(new Limits(8 << 20, 10_000, 50, 50_000, 32L << 20, Duration.ofMinutes(1)));
        try (MqttDevice gateway = MqttDevice.connect(ingest.mqttPort(), "gateway")) {
            List<CompletableFuture<?>> flood = IntStream.range(0, 12).<CompletableFuture<?>>mapToObj(
                    message -> gateway.push("flooding", message * PER_MESSAGE, PER_MESSAGE)).toList();
            await().until(() -> ids("flooding").size() >= 1_000);
            List<CompletableFuture<?>> beside = IntStream.range(0, 20).<CompletableFuture<?>>mapToObj(
                    number -> gateway.push("quiet", number, 1)).toList();
            await().atMost(Duration.ofSeconds(3)).until(() -> ids("quiet").size() == 20);
            assertThat(flood).as("waits for its rate").anyMatch(message -> !message.isDone());
            assertThat(beside).as("acknowledged in the order of the connection").noneMatch(CompletableFuture::isDone);
            CompletableFuture.allOf(Stream.concat(flood.stream(), beside.stream()).toArray(CompletableFuture[]::new))
                    .orTimeout(60, TimeUnit.SECONDS).join();
            assertThat(ids("flooding")).as("each, and one after the other").containsExactlyElementsOf(
                    IntStream.range(0, 12 * PER_MESSAGE).mapToObj(number -> "flooding-" + number).toList());
        }
    }

    @Test
    void shouldKeepWhatItAcknowledgedAndTheConnectionsWhileKafkaCameAndWent() {
        int port = kafka.port();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicBoolean pushing = new AtomicBoolean(true);
        List<MqttDevice> devices = IntStream.range(0, 8)
                .mapToObj(number -> MqttDevice.connect(ingest.mqttPort(), "device-" + number)).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            devices.forEach(device -> threads.submit(() -> {
                for (int number = 0; pushing.get(); number++) {
                    device.push(number, 1).join();
                    acknowledged.add(device.id() + "-" + number);
                }
            }));
            awaitMore(acknowledged);
            kafka.close();
            kafka = TestKafka.start(directory, port);
            awaitMore(acknowledged);
            pushing.set(false);
        }
        assertThat(registry.get("vigil.mqtt.connections").gauge().value()).isEqualTo(8);
        devices.forEach(device -> {
            assertThat(ids(device.id())).containsAll(acknowledged.stream()
                    .filter(id -> id.startsWith(device.id() + "-")).toList());
            device.close();
        });
    }

    private Ingest start(Limits limits) {
        return Ingest.start(new IngestConfig("127.0.0.1", 0, Access.OPEN, limits).with(
                MqttConfig.DEFAULTS.listeningOn("127.0.0.1", 0)), kafka.connection(), registry, InstantSource.system());
    }

    private static void awaitMore(Set<String> acknowledged) {
        int before = acknowledged.size();
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + 400);
    }

    /// Of the time from sending to the acknowledgement, one message after the other.
    private static long medianOf(MqttDevice device, int first, int count) {
        List<Long> times = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            long before = System.nanoTime();
            device.push(number, 1).join();
            times.add(System.nanoTime() - before);
        }
        return times.stream().sorted().toList().get(count / 2);
    }

    private Set<String> ids(String device) {
        return kafka.readingsOf(device).stream().map(found -> {
            try {
                return Topics.READINGS.value().decode(found.value()).id().value();
            } catch (MalformedRecord e) {
                throw new AssertionError(e);
            }
        }).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
