package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.wire.Topics;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is sent to a door of another format is the sender's fault, never ours, and what is answered as stored is.
class HostileFormatsTest {

    private static final int RUNS = 1_000;
    private static final String FHIR = """
            {"resourceType": "Observation", "status": "final", "device": {"identifier": {"value": "hostile"}},
             "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
             "effectiveDateTime": "2026-11-22T10:40:00Z",
             "valueQuantity": {"value": 72.0, "system": "http://unitsofmeasure.org", "code": "/min"}}""";
    private static final String BUNDLE =
            "{\"resourceType\": \"Bundle\", \"type\": \"batch\", \"entry\": [{\"resource\": " + FHIR + "}]}";
    private static final String DATA_POINT = """
            {"header": {"id": "dp-1", "user_id": "hostile", "schema_id": {"namespace": "omh", "name": "heart-rate"}},
             "body": {"heart_rate": {"value": 72.0, "unit": "beats/min"},
                      "effective_time_frame": {"date_time": "2026-11-22T11:40:00+01:00"}}}""";
    private static final String MESSAGE = "{\"dev\": \"hostile\", \"t\": 1795344060, \"kg\": 81.25}";
    private static final String TEMPLATE = """
            mapping: scale
            reading:
              deviceId: $.dev
              takenAt: { path: $.t, format: epoch-seconds }
              measurements: [{ vital: body-weight, value: $.kg, unit: kg }]
            """;

    @TempDir
    private static Path directory;
    private static RunningIngest running;

    @BeforeAll
    static void open() {
        running = RunningIngest.startWithOperator(directory);
        await().until(() -> running.door().send(HttpRequest.newBuilder(running.door().address("/v1/mappings/scale"))
                .PUT(HttpRequest.BodyPublishers.ofString(TEMPLATE))
                .header("Authorization", "Bearer " + RunningIngest.OPERATOR).build()).status() == 200);
    }

    @AfterAll
    static void close() {
        running.close();
    }

    @Test
    void shouldNeverBlameItselfAndStoreWhatItAnswersAsStored() {
        Random random = new Random(20261123);
        int before = running.kafka().recordsOf(Topics.READINGS).size();
        int stored = 0;
        for (int run = 0; run < RUNS; run++) {
            Door.Answer answer = hostile(random);
            assertThat(answer.status()).as("run %d: %s", run, answer.text()).isIn(200, 202, 400, 403, 413, 422);
            stored += storedBy(answer);
        }
        assertThat(running.kafka().recordsOf(Topics.READINGS)).hasSize(before + stored);
        assertThat(stored).isPositive();
    }

    private static Door.Answer hostile(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> post("/fhir/Observation", SplicedText.of(FHIR, random));
            case 1 -> post("/fhir", SplicedText.of(BUNDLE, random));
            case 2 -> post("/v1/openmhealth", SplicedText.of(DATA_POINT, random));
            case 3 -> post("/v1/mapped/scale", SplicedText.of(MESSAGE, random));
            default -> gatt(random);
        };
    }

    private static Door.Answer gatt(Random random) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        String characteristic = List.of("2A37", "2A35", "2A1C", "2A5E", "2A5F", "2A18", "2A9D").get(random.nextInt(7));
        return running.door().postTo("/v1/gatt/hostile/" + characteristic, "application/octet-stream", bytes,
                "Authorization", "Bearer " + RunningIngest.OPERATOR, "Vigil-Taken-At", "2026-11-22T10:40:00Z");
    }

    private static Door.Answer post(String path, String body) {
        return running.door().postTo(path, "application/json", body.getBytes(StandardCharsets.UTF_8),
                "Authorization", "Bearer " + RunningIngest.OPERATOR);
    }

    private static int storedBy(Door.Answer answer) {
        if (answer.status() == 200) {
            return (int) answer.body().path("entry").valueStream()
                    .filter(entry -> entry.at("/response/outcome/issue/0/diagnostics").asText().contains("is stored"))
                    .count();
        }
        return answer.status() != 202 ? 0 : Math.max(1, answer.accepted());
    }
}
