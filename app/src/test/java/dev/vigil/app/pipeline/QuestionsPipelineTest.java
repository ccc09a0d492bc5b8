package dev.vigil.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the person at home is asked and what they answer, through every real part.
@Tag("slow")
class QuestionsPipelineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OPERATOR = "operator-of-this-test";

    @TempDir
    Path directory;

    private RunningHouse house;
    private String token;

    @BeforeEach
    void open() throws Exception {
        house = new RunningHouse(directory, "ingest.token=" + OPERATOR);
        token = json(house.push("/v1/credentials", OPERATOR, "{\"name\": \"home-1\", \"allDevices\": true}"))
                .path("token").asText();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void shouldHoldNarrowerLimitsAfterASymptomAndExportTheAnswer() throws Exception {
        String profile = "{\"birthDate\": \"1951-03-02\", \"plan\": \"heart-failure\"}";
        house.enrol("p1", "patient:p1", profile);
        house.enrol("p1", "cuff-1", profile);

        push("/v1/readings", pressure("r-1", 88));
        HttpResponse<String> answered = house.push("/fhir/QuestionnaireResponse", token, """
                {"resourceType": "QuestionnaireResponse", "status": "completed", "id": "q-1",
                 "subject": {"reference": "Patient/p1"}, "authored": "%s", "item": [
                  {"linkId": "breathlessness", "answer": [{"valueBoolean": true}]},
                  {"linkId": "swelling", "answer": [{"valueBoolean": false}]}]}""".formatted(now()));
        assertThat(answered.statusCode()).isEqualTo(202);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(house.careTeam("/api/v1/alerts?patient=p1").body())
                .contains("Shortness of breath 1 of 3 is at least 1 (limit of rule breathlessness)")
                .contains("Shortness of breath 1 of 3 is at least 1 and Systolic blood pressure 88 mmHg is below 90"
                        + " (rule symptoms-systolic-low)"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(house.fhir("Observation"))
                .anyMatch(line -> line.contains("\"267036007\"") && line.contains("\"52101004\"")
                        && line.contains("\"survey\""))
                .anyMatch(line -> line.contains("\"267038008\"") && line.contains("\"2667000\"")));
        assertThat(house.settle().isBalanced()).isTrue();
    }

    @Test
    void shouldAskInTheNextReplyForWhatWouldSettleThePartialScore() throws Exception {
        house.enrol("p2", "monitor-2", "{\"birthDate\": \"1951-03-02\"}");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(push("/v1/readings", """
                {"deviceId": "monitor-2", "takenAt": "%s", "measurements":
                 [{"vital": "respiratory-rate", "value": 26, "unit": "/min"}]}""".formatted(now()))
                .at("/measureNext/0/vital").asText()).isEqualTo("oxygen-saturation"));
    }

    private JsonNode push(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = house.push(path, token, body);
        assertThat(answer.statusCode()).isEqualTo(202);
        return json(answer);
    }

    private static String pressure(String id, int systolic) {
        return """
                {"deviceId": "cuff-1", "id": "%s", "takenAt": "%s", "measurements":
                 [{"vital": "systolic-bp", "value": %d, "unit": "mm[Hg]"},
                  {"vital": "diastolic-bp", "value": 60, "unit": "mm[Hg]"}]}""".formatted(id, now(), systolic);
    }

    private static Instant now() {
        return Instant.now().minusSeconds(1);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.mapper().readTree(answer.body());
    }
}
