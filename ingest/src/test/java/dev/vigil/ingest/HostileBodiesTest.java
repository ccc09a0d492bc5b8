package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is sent is the sender's fault, never ours, and is answered in bounded time.
class HostileBodiesTest {

    private static final int RUNS = 600;
    private static final String VALID = """
            [{"deviceId": "d", "id": "i", "takenAt": "2026-11-22T10:41:03Z", "sentAt": null, "battery": 0.5,
              "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"},
                               {"vital": "consciousness", "value": "A"}]}, {"deviceId": "e", "takenAgo": "PT5S",
              "measurements": [{"vital": "body-weight", "value": 7.15e1, "unit": "kg"}], "extra": {"a": [1, true]}}]""";
    private static final List<String> SPLICES = List.of("null", "{}", "[]", "\"\"", "1e400", "-0", "1E+2147483648",
            "9".repeat(5000), "\"\\uD800\"", "\u0000", "\\", "\"", "{", "}", "[", "]", ",", ":", "true", "NaN",
            "\u00e9",
            "\uD83D\uDE00", "\"a|b\"", "\"\\u0000\"", "[".repeat(70), "{\"a\":".repeat(70), "\n",
            "\"" + "x".repeat(9000));

    @TempDir
    private static Path directory;
    private static TestKafka kafka;
    private static Ingest ingest;
    private static Door door;

    @BeforeAll
    static void open() {
        kafka = TestKafka.start(directory, 0);
        ingest = Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null), kafka.connection(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> Instant.parse("2026-11-22T10:41:05Z"));
        door = new Door(ingest.port());
    }

    @AfterAll
    static void close() {
        door.close();
        ingest.close();
        kafka.close();
    }

    @Test
    void shouldNeverBlameItselfForRandomBytes() {
        Random random = new Random(20261123);
        for (int run = 0; run < RUNS; run++) {
            byte[] body = new byte[random.nextInt(400)];
            random.nextBytes(body);
            requireAnAnswer(run, body, random);
        }
    }

    @Test
    void shouldNeverBlameItselfForBodiesThatAreNearlyRight() {
        Random random = new Random(20261124);
        for (int run = 0; run < RUNS; run++) {
            StringBuilder body = new StringBuilder(VALID);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                int start = random.nextInt(body.length());
                int end = Math.min(body.length(), start + random.nextInt(12));
                body.replace(start, end, random.nextInt(3) == 0 ? "" : SPLICES.get(random.nextInt(SPLICES.size())));
            }
            requireAnAnswer(run, body.toString().getBytes(StandardCharsets.UTF_8), random);
        }
    }

    private static void requireAnAnswer(int run, byte[] body, Random random) {
        String type = random.nextBoolean() ? "application/json" : "application/x-ndjson";
        String encoding = random.nextInt(8) == 0 ? "gzip" : "identity";
        Door.Answer answer = door.post(type, body, "Content-Encoding", encoding);
        assertThat(answer.status()).as("run %d: %s", run, answer.text()).isIn(202, 400);
        if (answer.status() == 202) {
            assertThat(answer.accepted()).isPositive();
        } else {
            assertThat(answer.problem()).isNotEqualTo("none");
        }
    }
}
