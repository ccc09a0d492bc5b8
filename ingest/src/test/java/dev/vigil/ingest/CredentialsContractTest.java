package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.http.AccessToken;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Credentials as operators and gateways meet them: two instances on one Kafka, a real client.
class CredentialsContractTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:41:05.250Z");
    private static final String[] OPERATOR = {"Authorization", "Bearer the-operator"};
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static final AtomicReference<Instant> CLOCK = new AtomicReference<>(NOW);
    private static TestKafka kafka;
    private static Ingest ingest;
    private static Ingest other;
    private static Door door;
    private static Door otherDoor;

    @BeforeAll
    static void start() {
        kafka = TestKafka.start(directory, 0);
        ingest = instance();
        other = instance();
        door = new Door(ingest.port());
        otherDoor = new Door(other.port());
        await().atMost(PATIENCE).until(() -> door.get("/health/ready").status() == 200
                && otherDoor.get("/health/ready").status() == 200);
    }

    @AfterAll
    static void stop() {
        door.close();
        otherDoor.close();
        ingest.close();
        other.close();
        kafka.close();
    }

    @Test
    void shouldLetACredentialPushForTheDevicesItListsAndNoOther() throws Exception {
        String token = add("{\"name\": \"gw-list\", \"devices\": [\"cuff-1\", \"scale-1\"]}").path("token").asText();
        Door.Answer mixed = door.json("[" + reading("cuff-1") + "," + reading("cuff-2") + "]", bearer(token));
        assertThat(mixed.status()).isEqualTo(202);
        assertThat(mixed.accepted()).isEqualTo(1);
        assertThat(mixed.rejected()).containsExactly("1 device-not-allowed");
        Door.Answer none = door.json(reading("cuff-2"), bearer(token));
        assertThat(none.status()).isEqualTo(403);
        assertThat(none.rejected()).containsExactly("0 device-not-allowed");
        assertThat(Topics.READINGS.value().decode(kafka.readingsOf("cuff-1").getLast().value()).gateway())
                .isEqualTo("gw-list");
    }

    @Test
    void shouldCoverAllDevicesOnlyWhereThatIsSaid() {
        String token = add("{\"name\": \"gw-all\", \"allDevices\": true}").path("token").asText();
        assertThat(door.json(reading("anything"), bearer(token)).status()).isEqualTo(202);
        assertThat(post("/v1/credentials", "{\"name\": \"gw-none\"}").status()).isEqualTo(400);
        assertThat(post("/v1/credentials", "{\"name\": \"gw-none\", \"devices\": []}").status()).isEqualTo(400);
        assertThat(post("/v1/credentials", "{\"name\": \"gw-none\", \"devices\": [\"*\"]}").status()).isEqualTo(400);
        assertThat(post("/v1/credentials", "{\"name\": \"gw-both\", \"devices\": [\"a\"], \"allDevices\": true}")
                .status()).isEqualTo(400);
    }

    @Test
    void shouldShowTheTokenOnceAndKeepOnlyItsDigest() {
        JsonNode added = add("{\"name\": \"gw-once\", \"devices\": [\"cuff-1\"]}");
        String token = added.path("token").asText();
        assertThat(token).matches("vigil_gw-once\\.[A-Za-z0-9_-]{43}");
        String secret = token.substring(token.lastIndexOf('.') + 1);
        assertThat(door.get("/v1/credentials", OPERATOR).text()).contains("gw-once").doesNotContain(secret)
                .doesNotContain("sha256");
        assertThat(door.get("/v1/credentials/gw-once", OPERATOR).text()).doesNotContain(secret);
        assertThat(kafka.recordsOf(Topics.CREDENTIALS)).isNotEmpty()
                .noneMatch(record -> new String(record.value(), StandardCharsets.UTF_8).contains(secret));
        assertThat(door.get("/v1/credentials", OPERATOR).header("Cache-Control")).contains("no-store");
    }

    @Test
    void shouldRotateWithAnOverlap() {
        String first = add("{\"name\": \"gw-rotate\", \"devices\": [\"cuff-1\"]}").path("token").asText();
        String second = post("/v1/credentials/gw-rotate/rotate", "{\"overlap\": \"PT1H\"}").body().path("token")
                .asText();
        assertThat(letIn(door, first)).isEqualTo(200);
        assertThat(letIn(door, second)).isEqualTo(200);
        at(NOW.plus(Duration.ofMinutes(61)), () -> {
            assertThat(letIn(door, first)).isEqualTo(401);
            assertThat(letIn(door, second)).isEqualTo(200);
        });
        String third = post("/v1/credentials/gw-rotate/rotate", "{\"overlap\": \"PT0S\"}").body().path("token")
                .asText();
        assertThat(List.of(letIn(door, first), letIn(door, second), letIn(door, third)))
                .containsExactly(401, 401, 200);
        assertThat(post("/v1/credentials/gw-rotate/rotate", "{\"overlap\": \"P365D\"}").status()).isEqualTo(400);
    }

    @Test
    void shouldRevokeAtOnceOnEveryInstanceAndForGood() {
        String token = add("{\"name\": \"gw-revoke\", \"devices\": [\"cuff-1\"]}").path("token").asText();
        await().atMost(PATIENCE).until(() -> letIn(otherDoor, token) == 200);
        assertThat(post("/v1/credentials/gw-revoke/revoke", "").body().path("state").asText()).isEqualTo("revoked");
        assertThat(letIn(door, token)).isEqualTo(401);
        await().atMost(Duration.ofSeconds(1)).until(() -> letIn(otherDoor, token) == 401);
        assertThat(post("/v1/credentials/gw-revoke/rotate", "{}").status()).isEqualTo(409);
        assertThat(put("/v1/credentials/gw-revoke", "{\"allDevices\": true}").status()).isEqualTo(409);
        assertThat(post("/v1/credentials", "{\"name\": \"gw-revoke\", \"allDevices\": true}").status())
                .isEqualTo(409);
    }

    @Test
    void shouldEndWithTheExpiry() {
        String token = add("{\"name\": \"gw-expires\", \"devices\": [\"cuff-1\"], \"expiresAt\": "
                + "\"2026-11-23T00:00:00Z\"}").path("token").asText();
        assertThat(letIn(door, token)).isEqualTo(200);
        at(Instant.parse("2026-11-23T00:00:00Z"), () -> assertThat(letIn(door, token)).isEqualTo(401));
        assertThat(post("/v1/credentials", "{\"name\": \"gw-past\", \"allDevices\": true, \"expiresAt\": "
                + "\"2026-11-21T00:00:00Z\"}").status()).isEqualTo(400);
        assertThat(add("{\"name\": \"gw-year\", \"allDevices\": true}").path("expiresAt").asText())
                .as("a year where nothing is said").startsWith("2027-11-22");
    }

    @Test
    void shouldChangeTheDevicesUnderTheSameToken() {
        String token = add("{\"name\": \"gw-change\", \"devices\": [\"cuff-1\"]}").path("token").asText();
        assertThat(put("/v1/credentials/gw-change", "{\"devices\": [\"cuff-9\"]}").status()).isEqualTo(200);
        assertThat(door.json(reading("cuff-9"), bearer(token)).status()).isEqualTo(202);
        assertThat(door.json(reading("cuff-1"), bearer(token)).status()).isEqualTo(403);
    }

    @Test
    void shouldLetNobodyButTheOperatorAdminister() {
        String token = add("{\"name\": \"gw-curious\", \"allDevices\": true}").path("token").asText();
        for (String path : List.of("/v1/credentials", "/v1/credentials/gw-curious")) {
            assertThat(door.get(path, bearer(token)).status()).isEqualTo(403);
            assertThat(door.get(path).status()).isEqualTo(401);
        }
        assertThat(postAs(token, "/v1/credentials/gw-curious/rotate", "{}").problem()).isEqualTo("operator-only");
        assertThat(postAs(token, "/v1/credentials", "{\"name\": \"x\", \"allDevices\": true}").status())
                .isEqualTo(403);
    }

    @Test
    void shouldAdministerNothingWhereNoOperatorIsConfigured() {
        try (Ingest open = Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null), kafka.connection(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), CLOCK::get);
                Door openDoor = new Door(open.port())) {
            await().atMost(PATIENCE).until(() -> openDoor.get("/health/ready").status() == 200);
            assertThat(openDoor.json(reading("cuff-1")).status()).isEqualTo(202);
            assertThat(openDoor.get("/v1/credentials").problem()).isEqualTo("operator-only");
            assertThat(openDoor.json(reading("cuff-1"), bearer("wrong")).status())
                    .as("what is shown must be right").isEqualTo(401);
        }
    }

    @Test
    void shouldSayTheSameWhicheverPartIsWrong() {
        String token = add("{\"name\": \"gw-same\", \"devices\": [\"cuff-1\"]}").path("token").asText();
        String revoked = add("{\"name\": \"gw-gone\", \"devices\": [\"cuff-1\"]}").path("token").asText();
        post("/v1/credentials/gw-gone/revoke", "");
        List<String> answers = List.of("Bearer " + token.replace("gw-same", "gw-unknown"),
                "Bearer " + token.substring(0, token.length() - 2) + "__", "Bearer " + revoked, "Bearer x",
                "Bearer a.b.c", "Basic eDp5", "Bearer ").stream().map(header -> {
                    Door.Answer answer = door.json(reading("cuff-1"), "Authorization", header);
                    return answer.status() + answer.header("WWW-Authenticate") + answer.text();
                }).distinct().toList();
        assertThat(answers).hasSize(1).first().asString().startsWith("401Bearer");
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        List<String> wrong = List.of("[]", "{", "{\"name\": \"\"}", "{\"name\": \"a b\", \"allDevices\": true}",
                "{\"name\": \"x\", \"allDevices\": \"yes\"}", "{\"name\": \"x\", \"device\": [\"a\"]}",
                "{\"name\": \"x\", \"devices\": \"a\"}", "{\"name\": \"x\", \"devices\": [1]}",
                "{\"name\": \"x\", \"allDevices\": true, \"expiresAt\": \"tomorrow\"}",
                "{\"name\": \"x\", \"allDevices\": true, \"certificates\": [\"cn=gw\"]}",
                "{\"name\": \"x\", \"allDevices\": true, \"certificates\": [\"subject:nonsense\"]}",
                "{\"name\": \"x\", \"allDevices\": true, \"withToken\": false}");
        assertThat(wrong).allSatisfy(body -> assertThat(post("/v1/credentials", body).status()).isEqualTo(400));
        assertThat(post("/v1/credentials", "{\"name\": \"operator\", \"allDevices\": true}").status()).isEqualTo(409);
        assertThat(post("/v1/credentials/nobody/revoke", "").status()).isEqualTo(404);
        assertThat(door.get("/v1/credentials/nobody", OPERATOR).status()).isEqualTo(404);
    }

    private static Ingest instance() {
        return Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, new AccessToken("the-operator")),
                kafka.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), CLOCK::get);
    }

    private static void at(Instant now, Runnable then) {
        CLOCK.set(now);
        try {
            then.run();
        } finally {
            CLOCK.set(NOW);
        }
    }

    /// Asks for the time, which stands behind the same guard as readings.
    private static int letIn(Door at, String token) {
        return at.get("/v1/time", bearer(token)).status();
    }

    private static JsonNode add(String body) {
        Door.Answer answer = post("/v1/credentials", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body();
    }

    private static Door.Answer post(String path, String body) {
        return postAs("the-operator", path, body);
    }

    private static Door.Answer postAs(String token, String path, String body) {
        return door.send(HttpRequest.newBuilder(door.address(path)).headers(bearer(token))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static Door.Answer put(String path, String body) {
        return door.send(HttpRequest.newBuilder(door.address(path)).headers(OPERATOR)
                .PUT(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private static String reading(String device) {
        return """
                {"deviceId": "%s", "takenAgo": "PT5S", \
                "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}""".formatted(device);
    }
}
