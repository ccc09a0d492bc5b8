package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.MeasurementRequest;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a sender hears of the patient's next measurement, over real HTTP and a real broker.
class NextMeasurementsContractTest {

    private static final Instant NOW = RunningIngest.NOW;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;
    private static RunningIngest running;
    private static String token;

    @BeforeAll
    static void open() throws Exception {
        running = RunningIngest.startWithOperator(directory);
        await().atMost(PATIENCE).until(() -> running.door().get("/health/ready").status() == 200);
        token = running.door().postTo("/v1/credentials", "application/json", """
                {"name": "hub", "devices": ["cuff-1", "shared", "returned", "unasked"]}"""
                .getBytes(StandardCharsets.UTF_8), "Authorization", "Bearer " + RunningIngest.OPERATOR).body()
                .path("token").asText();
        Assignment ada = new Assignment(new PatientId("ada"), NOW.minusSeconds(86_400), null);
        device("cuff-1", ada);
        device("shared", ada, new Assignment(new PatientId("ben"), NOW.minusSeconds(60), null));
        device("returned", new Assignment(new PatientId("ada"), NOW.minusSeconds(86_400), NOW.minusSeconds(60)));
        device("unasked", new Assignment(new PatientId("ben"), NOW.minusSeconds(86_400), null));
        write(Topics.REQUESTS, new PatientId("ada"),
                new MeasurementRequest(new PatientId("ada"), Vital.BODY_TEMPERATURE, NOW));
        await().atMost(PATIENCE).until(() -> !asked("cuff-1", "pulse-rate", "/min", NOW).isMissingNode());
    }

    @AfterAll
    static void close() {
        running.close();
    }

    @Test
    void shouldAskWhoeverPushesForTheDeviceOfOnePatientInTheirLanguage() {
        JsonNode next = asked("cuff-1", "pulse-rate", "/min", NOW.minusSeconds(30));
        assertThat(next.path(0).path("vital").asText()).isEqualTo("body-temperature");
        assertThat(next.path(0).path("index").asInt()).isZero();
        assertThat(next.path(0).path("text").asText()).isEqualTo("Bitte messen Sie als Nächstes die Temperatur.");
        assertThat(next).hasSize(1);
    }

    @Test
    void shouldNotAskForWhatTheReadingBringsNorAboutThePast() {
        assertThat(asked("cuff-1", "body-temperature", "Cel", NOW).isMissingNode()).isTrue();
        assertThat(asked("cuff-1", "pulse-rate", "/min", NOW.minusSeconds(1_000)).isMissingNode()).isTrue();
    }

    @Test
    void shouldSayNothingWhereItIsNotCertainWhoSitsBesideTheDevice() {
        for (String device : List.of("shared", "returned", "unasked")) {
            assertThat(asked(device, "pulse-rate", "/min", NOW).isMissingNode()).as(device).isTrue();
        }
    }

    @Test
    void shouldSayNothingToASenderWithoutACredential() throws Exception {
        try (Ingest open = Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null),
                running.kafka().connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> NOW);
                Door door = new Door(open.port())) {
            await().atMost(PATIENCE).until(() -> door.get("/metrics").text().lines()
                    .anyMatch(line -> line.startsWith("vigil_table_rows{topic=\"vitals.requests\"} 1")));
            await().atMost(PATIENCE).until(() -> door.get("/metrics").text().lines()
                    .anyMatch(line -> line.startsWith("vigil_table_rows{topic=\"vitals.devices\"} 4")));
            Door.Answer answer = door.json(reading("cuff-1", "pulse-rate", "/min", NOW));
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body().has("measureNext")).isFalse();
        }
    }

    @Test
    void shouldForgetWhatIsNotAskedForAnyLonger() throws Exception {
        PatientId cleo = new PatientId("cleo");
        device("unasked", new Assignment(cleo, NOW.minusSeconds(60), null));
        write(Topics.REQUESTS, cleo, new MeasurementRequest(cleo, Vital.CONSCIOUSNESS, NOW));
        await().atMost(PATIENCE).until(() -> !asked("unasked", "pulse-rate", "/min", NOW).isMissingNode());
        write(Topics.REQUESTS, cleo, null);
        await().atMost(PATIENCE).until(() -> asked("unasked", "pulse-rate", "/min", NOW).isMissingNode());
        device("unasked", new Assignment(new PatientId("ben"), NOW.minusSeconds(86_400), null));
    }

    private static JsonNode asked(String device, String vital, String unit, Instant takenAt) {
        Door.Answer answer = running.door().json(reading(device, vital, unit, takenAt), "Authorization",
                "Bearer " + token, "Accept-Language", "de");
        assertThat(answer.status()).isEqualTo(202);
        return answer.body().path("measureNext");
    }

    private static String reading(String device, String vital, String unit, Instant takenAt) {
        return """
                {"deviceId": "%s", "takenAt": "%s", "measurements": [{"vital": "%s", "value": 37, "unit": "%s"}]}"""
                .formatted(device, takenAt, vital, unit);
    }

    private static void device(String id, Assignment... assignments) throws Exception {
        DeviceId device = new DeviceId(id);
        write(Topics.DEVICES, device, new Device(device, null, null, null, Arrays.asList(assignments)));
    }

    private static <K, V> void write(Topic<K, V> topic, K key, @Nullable V value)
            throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(running.kafka().connection().producerProperties(),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), topic.key().encode(key),
                    value == null ? null : topic.value().encode(value))).get();
        }
    }
}
