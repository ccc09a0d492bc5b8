package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.http.AccessToken;
import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.reception.Limits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who floods, dawdles or sends bombs is held back, and nobody else.
@Isolated
class FloodsTest {

    private static final String OPERATOR = "the-operator";
    private static final String[] BEARER = {"Authorization", "Bearer " + OPERATOR};
    private static final int CALM = 200;

    /// Generous, for a machine that is busy with something else; a flood that is not held back makes it hundreds.
    private static final double MOST_TIMES_SLOWER = 6;

    @TempDir
    private static Path directory;
    private static TestKafka kafka;

    @BeforeAll
    static void open() {
        kafka = TestKafka.start(directory, 0);
    }

    @AfterAll
    static void close() {
        kafka.close();
    }

    @ParameterizedTest
    @CsvSource({"good, 1", "broken, 1000"})
    void shouldLeaveTheLatencyOfOthersAsItIsWhileADeviceFloods(String kind, int readings) {
        Limits limits = new Limits(8 << 20, 10_000, 5, 1_000, 32L << 20, Duration.ofMinutes(1));
        AtomicBoolean flooding = new AtomicBoolean(true);
        AtomicInteger heldBack = new AtomicInteger();
        try (Ingest ingest = start(limits, InstantSource.system());
                Door door = new Door(ingest.port());
                ExecutorService flood = Executors.newFixedThreadPool(2)) {
            median(door, kind + "-warm");
            double alone = median(door, kind + "-calm");
            String[] bearer = {BEARER[0], "Bearer " + credential(door, kind)};
            String body = String.join("\n", Collections.nCopies(readings,
                    kind.equals("good") ? reading("flood", 1) : reading("flood", 1).replace("/min", "?")));
            for (int i = 0; i < 2; i++) {
                flood.submit(() -> {
                    while (flooding.get()) {
                        if (door.lines(body, bearer).status() == 429) {
                            heldBack.incrementAndGet();
                        }
                    }
                });
            }
            await().until(() -> heldBack.get() > 50);
            double beside = median(door, kind + "-beside");
            flooding.set(false);
            assertThat(beside / alone).as("median latency beside a flood, over without one").isLessThan(
                    MOST_TIMES_SLOWER);
        } finally {
            flooding.set(false);
        }
    }

    @Test
    void shouldHoldBackACredentialThatFloodsWithManyDevices() {
        Limits limits = new Limits(8 << 20, 10_000, 1_000, 2, 32L << 20, Duration.ofMinutes(1));
        try (Ingest ingest = start(limits, () -> Instant.parse("2026-11-22T10:41:05Z"));
                Door door = new Door(ingest.port())) {
            String devices = IntStream.range(0, 50).mapToObj(i -> reading("many-" + i, 1))
                    .collect(Collectors.joining("\n"));
            Door.Answer answer = door.lines(devices, BEARER);
            assertThat(answer.accepted()).as("twenty seconds' worth at once").isEqualTo(40);
            assertThat(answer.rejected()).hasSize(10).allMatch(entry -> entry.endsWith(" rate-limited"));
            assertThat(answer.text()).contains("The credential sends more than 2 readings a second");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void shouldHoldBackACredentialThatFloodsWithWhatIsRefused() {
        Limits limits = new Limits(8 << 20, 10_000, 1_000, 2, 32L << 20, Duration.ofMinutes(1));
        try (Ingest ingest = start(limits, () -> Instant.parse("2026-11-22T10:41:05Z"));
                Door door = new Door(ingest.port())) {
            String broken = String.join("\n", Collections.nCopies(50, reading("broken", 1).replace("/min", "?")));
            List<String> rejected = door.lines(broken, BEARER).rejected();
            assertThat(rejected.subList(0, 40)).allMatch(entry -> entry.endsWith(" unknown-unit"));
            assertThat(rejected.subList(40, 50)).allMatch(entry -> entry.endsWith(" rate-limited"));
            Door.Answer unread = door.json("no JSON", BEARER);
            assertThat(unread.status()).isEqualTo(429);
            assertThat(unread.problem()).isEqualTo("rate-limited");
            assertThat(unread.header("Retry-After")).isEqualTo("5");
            Door.Answer inFhir = door.postTo("/fhir/Observation", "application/fhir+json", new byte[] {'{'}, BEARER);
            assertThat(inFhir.status()).isEqualTo(429);
            assertThat(inFhir.text()).contains("throttled");
        }
    }

    @Test
    void shouldCutOffBodiesThatDawdleAndServeOthersMeanwhile() throws Exception {
        Limits limits = new Limits(8 << 20, 10_000, 1_000, 50_000, 32L << 20, Duration.ofMillis(500));
        List<Socket> dawdlers = new ArrayList<>();
        try (Ingest ingest = start(limits, InstantSource.system()); Door door = new Door(ingest.port())) {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket("127.0.0.1", ingest.port());
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(("POST /v1/readings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + OPERATOR + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n[")
                        .getBytes(StandardCharsets.US_ASCII));
                dawdlers.add(socket);
            }
            assertThat(door.json(reading("brisk", 1), BEARER).status()).isEqualTo(202);
            for (Socket socket : dawdlers) {
                assertThat(endOf(socket)).as("cut off, or told why").isTrue();
            }
            assertThat(door.json(reading("brisk", 2), BEARER).status()).isEqualTo(202);
        } finally {
            for (Socket socket : dawdlers) {
                socket.close();
            }
        }
    }

    @Test
    void shouldNotUnpackABomb() {
        byte[] bomb = Door.gzip(new byte[200 << 20]);
        assertThat(bomb.length).isLessThan(1 << 20);
        try (Ingest ingest = start(Limits.DEFAULTS, InstantSource.system()); Door door = new Door(ingest.port())) {
            Door.Answer answer = door.post("application/x-ndjson", bomb, "Content-Encoding", "gzip", BEARER[0],
                    BEARER[1]);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.problem()).isEqualTo("too-large");
        }
    }

    private static Ingest start(Limits limits, InstantSource clock) {
        return Ingest.start(new IngestConfig("127.0.0.1", 0, new Access(new AccessToken(OPERATOR), null, null),
                limits), kafka.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), clock);
    }

    private static String credential(Door door, String name) {
        await().until(() -> door.get("/health/ready").status() == 200);
        return door.postTo("/v1/credentials", "application/json", ("{\"name\": \"" + name
                + "\", \"allDevices\": true}").getBytes(StandardCharsets.UTF_8), BEARER).body().path("token").asText();
    }

    private static boolean endOf(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    /// Of a device of its own for each reading, in nanoseconds.
    private static double median(Door door, String device) {
        long[] nanos = new long[CALM];
        for (int i = 0; i < CALM; i++) {
            long start = System.nanoTime();
            assertThat(door.json(reading(device + i, 1), BEARER).status()).isEqualTo(202);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[CALM / 2];
    }

    private static String reading(String device, int number) {
        return """
                {"deviceId": "%s", "id": "%s-%d", "takenAgo": "PT5S", \
                "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}"""
                .formatted(device, device, number);
    }
}
