package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.wire.RetractionCodec;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Withdrawing and replacing readings over real HTTP into a real broker.
class RetractionContractTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:41:05.250Z");

    @TempDir
    private static Path directory;

    @Test
    void shouldStoreRetractionsAndReplacementsBehindTheReadingsOfTheirDevice() throws Exception {
        try (TestKafka kafka = TestKafka.start(directory, 0);
                Ingest ingest = Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null),
                        kafka.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> NOW);
                HttpClient client = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:" + ingest.port() + "/v1/readings";
            String reading = """
                    {"deviceId": "cuff-1", "id": "r2", "replaces": "%s", "takenAt": "2026-11-22T10:41:03Z",
                     "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}""";
            assertThat(post(client, base, reading.formatted("r1"))).startsWith("202");
            assertThat(post(client, base, reading.formatted("r2"))).startsWith("400").contains("replaces");
            assertThat(post(client, base + "/cuff-1/r2/retraction", "{\"reason\": \"wrong arm\"}")).startsWith("202");
            for (String bad : List.of("{", "{}", "[]", "{\"reason\": 7}", "{\"reason\": \" \"}")) {
                assertThat(post(client, base + "/cuff-1/r2/retraction", bad)).as(bad).startsWith("400");
            }
            assertThat(post(client, base + "/not%20a%20device/r2/retraction", "{\"reason\": \"x\"}"))
                    .startsWith("400");
            List<ConsumerRecord<String, byte[]>> records = kafka.readingsOf("cuff-1");
            assertThat(records).hasSize(2);
            assertThat(Topics.READINGS.value().decode(records.getFirst().value()).replaces()).hasToString("r1");
            assertThat(RetractionCodec.isRetraction(records.getLast().value())).isTrue();
            assertThat(Topics.RETRACTIONS.value().decode(records.getLast().value()).reason()).isEqualTo("wrong arm");
        }
    }

    private static String post(HttpClient client, String address, String body) throws Exception {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
