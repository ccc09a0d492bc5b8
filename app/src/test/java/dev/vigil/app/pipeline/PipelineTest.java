package dev.vigil.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.app.reconcile.LedgerReport;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job, through every real part: a reading pushed over HTTP becomes an alert and a FHIR resource.
@Tag("slow")
class PipelineTest {

    private static final String PATIENT = """
            {"birthDate": "1951-03-02", "name": "Ada Example",
             "identifiers": [{"system": "urn:oid:1.2.3", "value": "MRN-4711"}]}""";

    private static final String OTHER_PATIENT = PATIENT.replace("Ada", "Bo").replace("4711", "4712");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private RunningHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new RunningHouse(directory);
        house.enrol("p1", "oximeter-1", PATIENT);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void shouldTurnAReadingIntoAnAlertOnTheLiveStreamAnAcknowledgementAndAnObservation() throws Exception {
        CompletableFuture<String> alerted = nextEventAbout("p1", "Oxygen saturation 84");
        HttpResponse<String> pushed = house.push(saturation("oximeter-1", "r-1", 84));
        assertThat(pushed.statusCode()).isEqualTo(202);
        assertThat(pushed.body()).contains("\"accepted\":1");
        assertThat(alerted.get(30, TimeUnit.SECONDS)).contains("\"priority\":\"high\"");

        String alertId = onlyAlert().path("id").asText();
        HttpResponse<String> acknowledged = house.post(command(alertId, "acknowledge"),
                "{\"by\":\"nurse-7\",\"note\":\"on my way\"}");
        assertThat(acknowledged.statusCode()).isEqualTo(200);
        assertThat(onlyAlert().path("state").asText()).isEqualTo("acknowledged");
        assertThat(house.post(command(alertId, "snooze"), "{\"by\":\"nurse-7\",\"for\":\"PT30M\"}").statusCode())
                .isEqualTo(409);

        LedgerReport report = house.settle();
        assertThat(report.lines()).contains("The ledger balances.");
        assertThat(report.exported()).isEqualTo(1);
        assertThat(house.fhir("Observation")).singleElement().asString().contains("\"2708-6\"")
                .contains("MRN-4711").contains("\"value\":84");
        await().atMost(Duration.ofSeconds(10)).untilAsserted(
                () -> assertThat(house.fhir("DetectedIssue")).isNotEmpty());
        assertThat(house.alertsOfThePast()).as("the past under the same plan").isEqualTo(1);
    }

    @Test
    void shouldCountARetryOnceAndKeepTheNeighboursOfABadReading() throws Exception {
        String good = saturation("oximeter-1", "r-1", 97);
        assertThat(house.push(good).statusCode()).isEqualTo(202);
        assertThat(house.push(good).statusCode()).isEqualTo(202);
        String mixed = "[" + saturation("oximeter-1", "r-2", 96) + ", {\"deviceId\": \"oximeter-1\"}, "
                + saturation("oximeter-1", "r-3", 20) + "]";
        HttpResponse<String> response = house.push(mixed);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains("\"accepted\":2").contains("\"index\":1");

        LedgerReport report = house.settle();
        assertThat(report.isBalanced()).isTrue();
        assertThat(report.admitted()).isEqualTo(2);
        assertThat(report.duplicate()).isEqualTo(1);
        assertThat(report.quarantined()).isEqualTo(1);
        assertThat(house.fhir("Observation")).hasSize(2);
    }

    @Test
    void shouldParkAReadingOfADeviceThatNobodyHasAndReleaseItWhenSomebodyHad() throws Exception {
        assertThat(house.push(saturation("oximeter-9", "r-1", 97)).statusCode()).isEqualTo(202);
        assertThat(house.settle().parked()).isEqualTo(1);
        house.enrol("p9", "oximeter-9", PATIENT);
        await().atMost(Duration.ofSeconds(30)).until(() -> house.settle().admitted() == 1);
        assertThat(house.settle().parked()).isZero();
    }

    @Test
    void shouldMoveEverythingToThePatientWhoHadTheDeviceAfterAll() throws Exception {
        house.enrol("p2", "oximeter-2", OTHER_PATIENT);
        house.push(saturation("oximeter-1", "r-1", 84));
        await().atMost(PATIENCE).until(() -> alerts("p1").size() == 1 && house.fhir("Observation").size() == 1);
        assertThat(house.scores("p1")).singleElement().satisfies(score -> assertThat(score.total()).isEqualTo(3));

        house.assign("oximeter-1", "p2");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(alerts("p1").get(0).path("state").asText()).as("nothing holds any more").isEqualTo("cleared");
            assertThat(alerts("p2")).singleElement().satisfies(alert -> {
                assertThat(alert.path("state").asText()).isEqualTo("active");
                assertThat(alert.toString()).contains("Oxygen saturation 84");
            });
            assertThat(house.scores("p1")).singleElement().satisfies(score -> assertThat(score.parts()).isEmpty());
            assertThat(house.scores("p2")).singleElement().satisfies(score -> assertThat(score.total()).isEqualTo(3));
            assertThat(saturationsInTheEhr()).containsExactlyInAnyOrder("MRN-4711 entered-in-error", "MRN-4712 final");
        });
        LedgerReport report = house.settle();
        assertThat(report.isBalanced()).isTrue();
        assertThat(report.admitted()).isEqualTo(1);
    }

    /// The last version of each: whose, and whether it holds.
    private List<String> saturationsInTheEhr() throws IOException {
        Map<String, String> last = new LinkedHashMap<>();
        for (String line : house.fhir("Observation")) {
            JsonNode observation = Json.mapper().readTree(line);
            if (line.contains("\"2708-6\"")) {
                last.put(observation.path("id").asText(), observation.findValuesAsText("value").stream()
                        .filter(value -> value.startsWith("MRN-")).findFirst().orElse("nobody") + " "
                        + observation.path("status").asText());
            }
        }
        return List.copyOf(last.values());
    }

    private List<JsonNode> alerts(String patient) throws IOException, InterruptedException {
        List<JsonNode> alerts = new ArrayList<>();
        Json.mapper().readTree(house.careTeam("/api/v1/alerts?patient=" + patient).body()).path("alerts")
                .forEach(alerts::add);
        return alerts;
    }

    private static String saturation(String device, String id, int percent) {
        return """
                {"deviceId": "%s", "id": "%s", "takenAt": "%s", "measurements":
                 [{"vital": "oxygen-saturation", "value": %d, "unit": "%%"}]}""".formatted(device, id,
                Instant.now().minusSeconds(1), percent);
    }

    private URI command(String alertId, String verb) {
        return house.careTeam().address().resolve("/api/v1/alerts/" + alertId + "/" + verb);
    }

    private JsonNode onlyAlert() throws IOException, InterruptedException {
        assertThat(alerts("p1")).hasSize(1);
        return alerts("p1").getFirst();
    }

    private CompletableFuture<String> nextEventAbout(String patient, String text)
            throws IOException, InterruptedException {
        Stream<String> events = house.events();
        return CompletableFuture.supplyAsync(() -> {
            try (events) {
                return events.filter(line -> line.startsWith("data:") && line.contains(patient)
                        && line.contains(text)).findFirst().orElseThrow();
            }
        });
    }
}
