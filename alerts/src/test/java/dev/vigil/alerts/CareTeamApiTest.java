package dev.vigil.alerts;

import static dev.vigil.alerts.Station.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.signal.SignalState;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The contract's section 3, over real HTTP and a real broker.
@Tag("slow")
class CareTeamApiTest {

    private static final String BY = "{\"by\": \"nurse.klein\", \"note\": \"seen\"}";

    @TempDir
    private static Path directory;
    private static Station station;
    private static Alerts node;

    @BeforeAll
    static void open() throws Exception {
        station = new Station(directory);
        node = station.node(null);
    }

    @AfterAll
    static void close() {
        station.close();
    }

    @Test
    void shouldShowAPatientRightAfterThePut() throws Exception {
        HttpResponse<String> put = station.put(node, "/api/v1/patients/put-1",
                "{\"name\": \"Ada Example\", \"birthDate\": \"1951-03-02\", \"oxygenScale\": 2}");
        assertThat(put.statusCode()).isEqualTo(201);

        JsonNode patient = json(station.get(node, "/api/v1/patients/put-1"));
        assertThat(patient.get("name").asText()).isEqualTo("Ada Example");
        assertThat(patient.get("oxygenScale").asInt()).isEqualTo(2);
        assertThat(station.get(node, "/api/v1/patients").body()).contains("put-1");
    }

    @Test
    void shouldKeepTheHistoryOfSettingsAndAddNothingForTheSame() throws Exception {
        station.put(node, "/api/v1/patients/dated-1", "{\"oxygenScale\": 1}");
        station.put(node, "/api/v1/patients/dated-1", "{\"oxygenScale\": 1}");
        assertThat(json(station.get(node, "/api/v1/patients/dated-1")).get("history")).isEmpty();

        station.put(node, "/api/v1/patients/dated-1", "{\"oxygenScale\": 2, \"validFrom\": \"2031-01-01T00:00:00Z\"}");
        JsonNode patient = json(station.get(node, "/api/v1/patients/dated-1"));
        assertThat(patient.get("validFrom").asText()).isEqualTo("2031-01-01T00:00:00Z");
        assertThat(patient.get("history")).hasSize(1);
    }

    @Test
    void shouldTellWhoSetWhatAndUntilWhen() throws Exception {
        for (String set : List.of(
                "{'limits': {'spo2-low': 88}, 'setBy': 'Dr. Okafor', 'validFrom': '2026-01-01T00:00:00Z'}",
                "{'limits': {'spo2-low': 86}, 'setBy': 'M. Klein', 'validFrom': '2026-02-01T00:00:00Z'}")) {
            station.put(node, "/api/v1/patients/dated-3", set.replace('\'', '"'));
        }
        JsonNode patient = json(station.get(node, "/api/v1/patients/dated-3"));
        assertThat(patient.get("setBy").asText()).isEqualTo("M. Klein");
        assertThat(patient.get("history")).hasSize(1);
        assertThat(patient.get("history").get(0).get("setBy").asText()).isEqualTo("Dr. Okafor");
        assertThat(patient.get("history").get(0).get("limits").get("spo2-low").asInt()).isEqualTo(88);
    }

    @Test
    void shouldLoseNoSettingHoweverManyAreSetAtOnce() throws Exception {
        List<Thread> writers = new ArrayList<>();
        for (int year = 2031; year <= 2040; year++) {
            String body = "{\"oxygenScale\": 2, \"validFrom\": \"" + year + "-01-01T00:00:00Z\"}";
            writers.add(Thread.ofVirtual().start(() -> putQuietly("/api/v1/patients/dated-2", body)));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(json(station.get(node, "/api/v1/patients/dated-2")).get("history")).hasSize(9);
    }

    private static void putQuietly(String path, String body) {
        try {
            station.put(node, path, body);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            patients/bad%20id | {}                                   | patientId
            patients/p        | {"oxygenScale": 3}                   | oxygenScale
            patients/p        | {"birthDate": "yesterday"}           | birthDate
            patients/p        | {"plan": "no-such-plan"}             | plan
            patients/p        | {"pauses": [{"reason": "x"}]}        | pauses
            patients/p        | {"name":                             | body
            devices/bad%20id  | {}                                   | deviceId
            devices/d         | {"assignments": [{"from": "2026-11-22T10:00:00Z"}]} | assignments
            """)
    void shouldNameTheFieldOfBadInput(String path, String body, String field) throws Exception {
        HttpResponse<String> put = station.put(node, "/api/v1/" + path, body);

        assertThat(put.statusCode()).isEqualTo(400);
        assertThat(put.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(put).get("detail").asText()).contains(field);
    }

    @Test
    void shouldRefuseOverlappingAssignments() throws Exception {
        HttpResponse<String> put = station.put(node, "/api/v1/devices/cuff-1", """
                {"model": "X", "assignments": [
                  {"patientId": "a", "from": "2026-11-01T00:00:00Z", "to": "2026-11-10T00:00:00Z"},
                  {"patientId": "b", "from": "2026-11-09T00:00:00Z"}]}""");
        assertThat(put.statusCode()).isEqualTo(409);

        HttpResponse<String> right = station.put(node, "/api/v1/devices/cuff-1", """
                {"model": "X", "assignments": [
                  {"patientId": "a", "from": "2026-11-01T00:00:00Z", "to": "2026-11-10T00:00:00Z"},
                  {"patientId": "b", "from": "2026-11-10T00:00:00Z"}]}""");
        assertThat(right.statusCode()).isEqualTo(201);
        assertThat(json(station.get(node, "/api/v1/devices/cuff-1")).get("assignments")).hasSize(2);
    }

    @Test
    void shouldTakeAPlanAsYamlAndNameEveryMistake() throws Exception {
        String plan = """
                plan: my-plan
                rules:
                  - id: spo2-low
                    priority: high
                    when: { vital: oxygen-saturation, below: 90, for: PT30S }
                """;
        assertThat(station.put(node, "/api/v1/plans/my-plan", plan).statusCode()).isEqualTo(201);
        assertThat(json(station.get(node, "/api/v1/plans/my-plan")).at("/rules/0/id").asText()).isEqualTo("spo2-low");
        assertThat(station.get(node, "/api/v1/plans").body()).contains("my-plan");
        assertThat(station.put(node, "/api/v1/plans/other", plan).statusCode()).isEqualTo(400);

        HttpResponse<String> wrong = station.put(node, "/api/v1/plans/my-plan", plan.replace("high", "urgent"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(json(wrong).at("/problems/0/line").asInt()).isEqualTo(4);
        assertThat(json(station.get(node, "/api/v1/plans/my-plan")).at("/rules/0/priority").asText())
                .as("the plan that was in force stays").isEqualTo("high");
    }

    @Test
    void shouldTellWhatAPlanAsksAsAQuestionnaire() throws Exception {
        HttpResponse<String> asked = station.get(node, "/api/v1/plans/heart-failure/questionnaire");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Content-Type")).hasValue("application/fhir+json");
        assertThat(json(asked).get("resourceType").asText()).isEqualTo("Questionnaire");
        assertThat(json(asked).at("/item/0/linkId").asText()).isEqualTo("breathlessness");
        assertThat(json(asked).at("/item/0/type").asText()).isEqualTo("boolean");
        assertThat(asked.body()).contains("Atemnot");
        assertThat(json(station.get(node, "/api/v1/plans/pregnancy-hypertension/questionnaire"))
                .at("/item/0/answerOption/3/valueCoding/code").asText()).isEqualTo("24484000");
        assertThat(station.get(node, "/api/v1/plans/general/questionnaire").statusCode()).isEqualTo(404);
        assertThat(station.get(node, "/api/v1/plans/nobodys/questionnaire").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTellASilentGatewayOnceUntilItIsHeardAgain() throws Exception {
        Instant since = Instant.now().minus(Duration.ofHours(2));
        try (EventReader events = station.events(node, null)) {
            events.await("snapshot");
            station.silent("hub-1", "ward-3", since);
            station.silent("hub-2", "ward-3", since.plusSeconds(20));

            JsonNode told = events.await("gateways", content -> !content.path("gateways").isEmpty()).content();
            assertThat(told.at("/gateways/0/gateway").asText()).isEqualTo("ward-3");
            assertThat(told.at("/gateways/0/patients")).extracting(JsonNode::asText).containsExactly("hub-1", "hub-2");
            assertThat(told.at("/gateways/0/alerts")).hasSize(2);
            assertThat(json(station.get(node, "/api/v1/patients")).at("/gateways/0")).isEqualTo(told.at("/gateways/0"));

            station.heard("hub-1", "ward-3");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> events.events().stream()
                    .filter(event -> event.name().equals("gateways")).toList().getLast().content().path("gateways")
                    .isEmpty());
            assertThat(json(station.get(node, "/api/v1/patients")).path("gateways")).isEmpty();
        }
    }

    @Test
    void shouldAcknowledgeOnceHoweverOftenItIsAsked() throws Exception {
        station.raise("ack-1", "hr-high", Priority.HIGH);
        String alert = station.alertOf(node, "ack-1");
        String body = "{\"by\": \"nurse.klein\", \"note\": \"calling\", \"commandId\": \"c-1\"}";

        HttpResponse<String> first = station.post(node, "/api/v1/alerts/" + alert + "/acknowledge", body);
        HttpResponse<String> again = station.post(node, "/api/v1/alerts/" + alert + "/acknowledge", body);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(json(first).get("state").asText()).isEqualTo("acknowledged");
        assertThat(json(first).get("acknowledgedBy").asText()).isEqualTo("nurse.klein");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).get("history")).hasSameSizeAs(json(first).get("history"));
    }

    @Test
    void shouldRefuseWithTheReasonWhatTheStateForbids() throws Exception {
        station.raise("high-1", "hr-high", Priority.HIGH);
        String alert = station.alertOf(node, "high-1");

        HttpResponse<String> snooze = station.post(node, "/api/v1/alerts/" + alert + "/snooze",
                "{\"by\": \"nurse.klein\", \"for\": \"PT30M\"}");
        assertThat(snooze.statusCode()).isEqualTo(409);
        assertThat(json(snooze).get("detail").asText()).contains("high-priority");

        assertThat(station.post(node, "/api/v1/alerts/" + alert + "/resolve", BY).statusCode()).isEqualTo(200);
        HttpResponse<String> late = station.post(node, "/api/v1/alerts/" + alert + "/acknowledge", BY);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(json(late).get("detail").asText()).contains("resolved");
    }

    @Test
    void shouldAnswerUnknownAndIncompleteCommands() throws Exception {
        assertThat(station.post(node, "/api/v1/alerts/nobody/acknowledge", BY).statusCode()).isEqualTo(404);
        assertThat(station.post(node, "/api/v1/alerts/nobody/acknowledge", "{}").statusCode()).isEqualTo(400);
        assertThat(station.post(node, "/api/v1/alerts/nobody/snooze", BY).statusCode()).isEqualTo(400);
        assertThat(station.get(node, "/api/v1/alerts/nobody").statusCode()).isEqualTo(404);
        assertThat(station.get(node, "/api/v1/alerts?state=sleeping").statusCode()).isEqualTo(400);
        assertThat(station.get(node, "/api/v1/patients/nobody/history").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldFilterAlerts() throws Exception {
        station.raise("filter-1", "hr-high", Priority.LOW);
        station.alertOf(node, "filter-1");

        assertThat(json(station.get(node, "/api/v1/alerts?patient=filter-1&state=open&priority=low")).get("alerts"))
                .hasSize(1);
        assertThat(json(station.get(node, "/api/v1/alerts?patient=filter-1&state=resolved")).get("alerts")).isEmpty();
        assertThat(json(station.get(node, "/api/v1/alerts?patient=filter-1&priority=high")).get("alerts")).isEmpty();
    }

    @Test
    void shouldPutThePatientWithAnOpenHighAlertFirst() throws Exception {
        station.measured("acuity-calm", "70.00");
        station.measured("acuity-ill", "160.00");
        station.raise("acuity-ill", "hr-high", Priority.HIGH);
        station.alertOf(node, "acuity-ill");

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String worklist = station.get(node, "/api/v1/patients").body();
            assertThat(worklist).contains("acuity-calm", "acuity-ill");
            assertThat(worklist.indexOf("acuity-ill")).isLessThan(worklist.indexOf("acuity-calm"));
        });
    }

    @Test
    void shouldEraseAPatientWithTheirAlerts() throws Exception {
        station.put(node, "/api/v1/patients/gone-1", "{\"name\": \"Ada Example\"}");
        station.put(node, "/api/v1/devices/gone-cuff",
                "{\"assignments\": [{\"patientId\": \"gone-1\", \"from\": \"2026-11-01T00:00:00Z\"}]}");
        station.raise("gone-1", "hr-high", Priority.HIGH);
        station.alertOf(node, "gone-1");

        assertThat(station.send(station.request(node, "/api/v1/patients/gone-1").DELETE()).statusCode()).isEqualTo(204);

        assertThat(station.get(node, "/api/v1/patients/gone-1").statusCode()).isEqualTo(404);
        assertThat(json(station.get(node, "/api/v1/devices/gone-cuff")).get("assignments")).isEmpty();
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(json(station.get(node, "/api/v1/alerts?patient=gone-1")).get("alerts")).isEmpty();
            assertThat(station.get(node, "/api/v1/patients").body()).doesNotContain("gone-1");
        });
    }

    @Test
    void shouldTellWhatChangesWhileItHappens() throws Exception {
        try (EventReader events = station.events(node, null)) {
            assertThat(events.await("snapshot").content().has("patients")).isTrue();
            station.raise("live-1", "hr-high", Priority.MEDIUM);

            EventReader.Event alert = events.await("alert",
                    content -> content.path("patientId").asText().equals("live-1"));
            assertThat(alert.content().get("state").asText()).isEqualTo("active");
            events.await("patient", content -> content.path("patientId").asText().equals("live-1")
                    && content.at("/alerts/0/priority").asText().equals("medium"));
        }
    }

    @Test
    void shouldTellAReturningBrowserWhatItMissedOnAnyNode() throws Exception {
        station.raise("resume-1", "hr-high", Priority.LOW);
        String alert = station.alertOf(node, "resume-1");
        String lastId;
        try (EventReader events = station.events(node, null)) {
            lastId = events.await("snapshot").id();
        }
        station.post(node, "/api/v1/alerts/" + alert + "/comment", BY);
        station.signal("resume-1", "hr-high", Priority.LOW, SignalState.ENDED);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(
                () -> json(station.get(node, "/api/v1/alerts/" + alert)).get("state").asText().equals("cleared"));

        try (EventReader same = station.events(node, lastId)) {
            shouldHaveMissed(same, alert);
        }
        Alerts other = station.node(null);
        try (EventReader elsewhere = station.events(other, lastId)) {
            shouldHaveMissed(elsewhere, alert);
        }
    }

    private static void shouldHaveMissed(EventReader events, String alert) {
        EventReader.Event missed = events.await("alert", content -> content.path("id").asText().equals(alert));
        assertThat(missed.content().get("state").asText()).isEqualTo("cleared");
        assertThat(missed.content().get("history").toString()).contains("comment");
        assertThat(events.events()).extracting(EventReader.Event::name).doesNotContain("snapshot", "reset");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bogus
            v1.other-cluster.1.a=0,0,0.c=0,0,0.p=0,0,0
            v1...
            """)
    void shouldStartAfreshWhereItCannotResume(String lastEventId) throws Exception {
        try (EventReader events = station.events(node, lastEventId)) {
            events.await("snapshot");
            assertThat(events.events()).extracting(EventReader.Event::name).startsWith("reset", "snapshot");
        }
    }

    @Test
    void shouldShowSignsOfLife() throws Exception {
        try (EventReader events = station.events(node, null)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> events.comments().contains(": heartbeat"));
        }
    }

    @Test
    void shouldAskForTheTokenWhereOneIsConfigured() throws Exception {
        Alerts guarded = station.node("s3cret");
        assertThat(station.get(guarded, "/api/v1/patients").statusCode()).isEqualTo(401);
        assertThat(station.get(guarded, "/events").statusCode()).isEqualTo(401);
        assertThat(station.send(station.request(guarded, "/api/v1/patients").header("Authorization", "Bearer s3cret"))
                .statusCode()).isEqualTo(200);
        assertThat(station.post(guarded, "/api/v1/session", "{\"token\": \"wrong\"}").statusCode()).isEqualTo(401);

        HttpResponse<String> session = station.post(guarded, "/api/v1/session", "{\"token\": \"s3cret\"}");
        String cookie = session.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(session.statusCode()).isEqualTo(204);
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").doesNotContain("s3cret");
        assertThat(station.send(station.request(guarded, "/api/v1/patients")
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))).statusCode()).isEqualTo(200);
        assertThat(station.send(station.request(guarded, "/api/v1/patients")
                .header("Cookie", "vigil-session=9999999999.00")).statusCode()).isEqualTo(401);
    }

    @Test
    void shouldNotLetAnotherOriginsPageWrite() throws Exception {
        HttpResponse<String> post = station.send(station.request(node, "/api/v1/alerts/a/acknowledge")
                .header("Origin", "https://elsewhere.example")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(BY)));

        assertThat(post.statusCode()).isEqualTo(403);
    }

    @Test
    void shouldCountWhatItDoes() throws Exception {
        station.raise("count-1", "hr-high", Priority.HIGH);
        String alert = station.alertOf(node, "count-1");
        station.post(node, "/api/v1/alerts/" + alert + "/comment", BY);

        String metrics = station.get(node, "/metrics").body();

        assertThat(metrics).contains("vigil_alerts_open{priority=\"high\"}", "vigil_sse_clients",
                "vigil_stage_seconds_bucket{stage=\"signalled_alerted\"", "vigil_api_commands_total");
    }
}
