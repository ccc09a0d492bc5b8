package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.http.AccessToken;
import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.wire.Heartbeat;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract of `POST /v1/readings` over real HTTP into a real broker.
class ReadingsContractTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:41:05.250Z");

    @TempDir
    private static Path directory;
    private static final PrometheusMeterRegistry REGISTRY = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private static TestKafka kafka;
    private static Ingest ingest;
    private static Door door;

    @BeforeAll
    static void open() {
        kafka = TestKafka.start(directory, 0);
        ingest = Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null), kafka.connection(), REGISTRY,
                () -> NOW);
        door = new Door(ingest.port());
    }

    @AfterAll
    static void close() {
        door.close();
        ingest.close();
        kafka.close();
    }

    @Test
    void shouldAcceptOneReadingAndHaveItOnTheTopicWhenItAnswers() throws Exception {
        Door.Answer answer = door.json("""
                {"deviceId": "cuff-7421", "id": "cuff-7421-000183", "takenAt": "2026-11-22T11:41:03+01:00",
                 "measurements": [
                   {"vital": "systolic-bp",  "value": 128, "unit": "mm[Hg]", "cuff": {"size": "L"}},
                   {"vital": "body-temperature", "value": 98.60, "unit": "[degF]"},
                   {"vital": "consciousness", "value": "A"}],
                 "battery": 0.82, "signalQuality": 0.9, "firmware": [1, 2, {"x": null}]}""",
                "Vigil-Sent-At", "2026-11-22T10:41:04.25Z");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo(Json.mapper().readTree("{\"accepted\": 1, \"rejected\": []}"));
        List<ConsumerRecord<String, byte[]>> records = kafka.readingsOf("cuff-7421");
        assertThat(records).singleElement()
                .satisfies(record -> assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli()));
        assertThat(Json.mapper().readTree(records.getFirst().value())).isEqualTo(golden("reading-on-topic.json"));
        assertThat(Topics.READINGS.value().decode(records.getFirst().value()).id().value())
                .isEqualTo("cuff-7421-000183");
    }

    @Test
    void shouldSayThatReadingsCanComeIn() throws Exception {
        await().until(() -> !kafka.recordsOf(Topics.HEARTBEATS).isEmpty());
        assertThat(Topics.HEARTBEATS.value().decode(kafka.recordsOf(Topics.HEARTBEATS).getFirst().value()))
                .isEqualTo(new Heartbeat(Heartbeat.INGEST, NOW));
    }

    @Test
    void shouldTellEachReadingOfAnArrayItsOwnOutcome() {
        Door.Answer answer = door.json("[" + String.join(",",
                reading("array", 1), "7", reading("array", 2).replace("/min", "/h"),
                reading("array", 3).replace("71", "1e400"), "[[]]", reading("array", 4).replace("heart-rate", "mood"),
                reading("array", 5).replace("71", "7".repeat(10_000)), reading("array", 6)) + "]");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.accepted()).isEqualTo(2);
        assertThat(answer.rejected()).containsExactly("1 malformed", "2 unknown-unit", "3 malformed", "4 malformed",
                "5 unknown-vital", "6 malformed");
        assertThat(idsOf("array")).containsExactly("array-1", "array-6");
    }

    @Test
    void shouldRefuseABrokenLineAlone() {
        Door.Answer answer = door.lines(String.join("\n", reading("lines", 1), "{\"deviceId\": \"li", "",
                reading("lines", 2) + "\r", reading("lines", 3) + reading("lines", 4), "[".repeat(500),
                "[" + reading("lines", 5) + "]", "\u0000\u00ff", reading("lines", 6)) + "\n \n");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.accepted()).isEqualTo(3);
        assertThat(answer.rejected()).containsExactly("1 malformed", "3 malformed", "4 malformed", "5 malformed",
                "6 malformed");
        assertThat(answer.text()).doesNotContain("deviceId").contains("column");
        assertThat(idsOf("lines")).containsExactly("lines-1", "lines-2", "lines-6");
    }

    @Test
    void shouldTakeGzip() {
        byte[] packed = Door.gzip(("[" + reading("gzip", 1) + "," + reading("gzip", 2) + "]")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(door.post("application/json", packed, "Content-Encoding", "gzip").accepted()).isEqualTo(2);
        assertThat(door.post("application/x-ndjson; charset=utf-8", Door.gzip(bytes(reading("gzip", 3))),
                "Content-Encoding", "gzip").accepted()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        String many = IntStream.rangeClosed(1, 10_001).mapToObj(i -> reading("many", i))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(door.json(many)).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.problem()).isEqualTo("too-many-readings");
            assertThat(answer.text()).contains("10000");
        });
        assertThat(door.lines("{}\n".repeat(10_001)).status()).isEqualTo(413);
        assertThat(door.json("[" + " ".repeat(8 << 20) + "]").problem()).isEqualTo("too-large");
        assertThat(door.post("application/json", Door.gzip(bytes(" ".repeat(40 << 20))), "Content-Encoding", "gzip")
                .status()).isEqualTo(413);
        assertThat(kafka.readingsOf("many")).isEmpty();
    }

    @Test
    void shouldTakeTenThousandReadingsAtOnce() {
        String full = IntStream.rangeClosed(1, 10_000).mapToObj(i -> reading("full", i))
                .collect(Collectors.joining("\n"));
        assertThat(door.lines(full).accepted()).isEqualTo(10_000);
        assertThat(idsOf("full")).hasSize(10_000).startsWith("full-1", "full-2").endsWith("full-10000");
    }

    @Test
    void shouldStoreNothingOfABodyThatCannotBeReadAsAWhole() {
        String good = reading("whole", 1);
        for (String body : List.of("", "  ", "7", "\"text\"", "null", "[" + good + ",", "[" + good, good + good,
                good + "x", "[" + good + "] []", "{\"deviceId\": }", "\u0000", "[" + "[".repeat(100_000),
                "[" + good + ",{\"takenAt\": \"\u0001\"}]")) {
            assertThat(door.json(body)).satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.problem()).isEqualTo("unreadable-body");
            });
        }
        assertThat(door.json("[]").problem()).isEqualTo("no-readings");
        assertThat(door.lines("\n\r\n  \n").problem()).isEqualTo("no-readings");
        assertThat(kafka.readingsOf("whole")).isEmpty();
    }

    @Test
    void shouldSayWhyEveryReadingWasRefused() {
        Door.Answer answer = door.json(reading("refused", 1).replace("/min", "per minute"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("every-reading-refused");
        assertThat(answer.rejected()).containsExactly("0 unknown-unit");
        assertThat(answer.text()).contains("measurements[0].unit of heart-rate must be one of /min").contains("bpm")
                .doesNotContain("per minute");
    }

    @Test
    void shouldRefuseOtherContent() {
        assertThat(door.post("text/csv", bytes("a,b")).status()).isEqualTo(415);
        assertThat(door.post("", bytes(reading("other", 1))).status()).isEqualTo(415);
        assertThat(door.json(reading("other", 1), "Content-Encoding", "br").status()).isEqualTo(415);
        assertThat(door.json(reading("other", 1), "Vigil-Sent-At", "yesterday").problem()).isEqualTo("malformed");
        assertThat(door.get("/v1/readings").status()).isEqualTo(405);
        assertThat(door.get("/v1/readings").header("Allow")).isEqualTo("POST");
        assertThat(door.get("/v1/nothing").problem()).isEqualTo("not-found");
        assertThat(kafka.readingsOf("other")).isEmpty();
    }

    @Test
    void shouldGiveAReadingWithoutAnIdTheSameIdEachTime() {
        String nameless = reading("nameless", 1).replace("\"id\": \"nameless-1\",", "");
        door.json(nameless);
        door.json(nameless.replace("71", "71.0"));
        door.json(nameless.replace("71", "72"));
        List<String> ids = idsOf("nameless");
        assertThat(ids).hasSize(3);
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    }

    @Test
    void shouldHoldBackADeviceThatFloodsAndNoOther() {
        IngestConfig slow = new IngestConfig("127.0.0.1", 0, Access.OPEN, new Limits(8 << 20, 10_000, 1, 1_000,
                64L << 20, Duration.ofMinutes(1)));
        try (Ingest guarded = Ingest.start(slow, kafka.connection(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> NOW);
                Door narrow = new Door(guarded.port())) {
            String flood = IntStream.rangeClosed(1, 25).mapToObj(i -> reading("flood", i))
                    .collect(Collectors.joining("\n"));
            Door.Answer mixed = narrow.lines(flood + "\n" + reading("calm", 1));
            assertThat(mixed.status()).isEqualTo(202);
            assertThat(mixed.accepted()).isEqualTo(21);
            assertThat(mixed.rejected()).hasSize(5).allMatch(entry -> entry.endsWith(" rate-limited"));
            assertThat(mixed.header("Retry-After")).isEqualTo("5");
            Door.Answer again = narrow.lines(flood);
            assertThat(again.status()).isEqualTo(429);
            assertThat(again.header("Retry-After")).isEqualTo("5");
            assertThat(again.rejected()).hasSize(25);
        }
    }

    @Test
    void shouldAskToComeBackBeforeItsMemoryIsFull() {
        IngestConfig small = new IngestConfig("127.0.0.1", 0, Access.OPEN, new Limits(1000, 10, 1000, 1000, 1000,
                Duration.ofMinutes(1)));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Ingest guarded = Ingest.start(small, kafka.connection(),
                registry, () -> NOW);
                Door narrow = new Door(guarded.port());
                SlowSender holding = SlowSender.send(guarded.port(), 900)) {
            await().until(() -> registry.get("vigil.ingest.inflight").gauge().value() == 899);
            assertThat(narrow.json(reading("busy", 1))).satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.problem()).isEqualTo("busy");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            });
            assertThat(holding.finish()).contains(" 400 ");
            assertThat(narrow.json(reading("busy", 1)).status()).isEqualTo(202);
        }
    }

    @Test
    void shouldAskForTheToken() {
        IngestConfig locked = IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, new AccessToken("s3cret"));
        try (Ingest guarded = Ingest.start(locked, kafka.connection(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> NOW);
                Door narrow = new Door(guarded.port())) {
            assertThat(narrow.json(reading("token", 1)).status()).isEqualTo(401);
            assertThat(narrow.json(reading("token", 1), "Authorization", "Bearer wrong").problem())
                    .isEqualTo("unauthorized");
            assertThat(narrow.json(reading("token", 1), "Authorization", "Bearer s3cret").status()).isEqualTo(202);
            assertThat(narrow.get("/docs").status()).isEqualTo(200);
            assertThat(narrow.get("/metrics").text()).contains("vigil_ingest_unauthorized_total 2.0");
        }
    }

    @Test
    void shouldTellTheTime() {
        assertThat(door.get("/v1/time").body().path("time").asText()).isEqualTo("2026-11-22T10:41:05.250Z");
    }

    @Test
    void shouldDescribeItself() {
        assertThat(door.get("/openapi.json").body().path("paths").has("/v1/readings")).isTrue();
        assertThat(door.get("/docs").header("Content-Type")).startsWith("text/html");
        assertThat(door.get("/docs.js").status()).isEqualTo(200);
    }

    @Test
    void shouldCountWhatItTookAndRefused() {
        door.json("[" + reading("counted", 1) + "," + reading("counted", 2).replace("/min", "?") + "]");
        assertThat(door.get("/metrics").text()).contains("vigil_ingest_accepted_total")
                .contains("vigil_measurements_total{outcome=\"accepted\"}")
                .contains("vigil_ingest_rejected_total{type=\"unknown-unit\"}")
                .contains("vigil_stage_seconds_bucket{stage=\"taken_received\"");
        assertThat(REGISTRY.find("vigil.ingest.inflight").gauge().value()).isZero();
    }

    private static List<String> idsOf(String device) {
        return kafka.readingsOf(device).stream().map(ReadingsContractTest::id).toList();
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        try {
            return Topics.READINGS.value().decode(record.value()).id().value();
        } catch (MalformedRecord e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode golden(String name) throws Exception {
        return Json.mapper().readTree(Files.readAllBytes(Path.of("src/test/resources/golden", name)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String reading(String device, int number) {
        return """
                {"deviceId": "%s", "id": "%s-%d", "takenAt": "2026-11-22T10:41:03Z", \
                "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}"""
                .formatted(device, device, number);
    }
}
