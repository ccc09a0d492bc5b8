package dev.vigil.fhirserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.FhirExport;
import dev.vigil.fhir.FhirExportConfig;
import dev.vigil.fhir.TestTopics;
import dev.vigil.fhir.auth.AuthSettings;
import dev.vigil.fhir.auth.BackendServices;
import dev.vigil.fhir.auth.KeyRing;
import dev.vigil.fhir.auth.SigningAlgorithm;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.RandomReadings;
import dev.vigil.fhir.mapping.ResourceIds;
import dev.vigil.fhir.rest.AuthorizationFailed;
import dev.vigil.fhir.rest.DeliveryMode;
import dev.vigil.wire.json.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SMART Backend Services against an authorization server that refuses what it should: a real Keycloak.
@Tag("slow")
class BackendServicesOnKeycloakTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OVERLAP = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(1);

    @TempDir
    private static Path directory;

    private static KeyRing elliptic;
    private static KeyRing rsa;
    private static int exporterPort;
    private static TestTopics topics;
    private static Keycloak keycloak;

    private final HttpClient http = HttpClient.newHttpClient();
    private final RandomReadings readings = new RandomReadings(20_261_123L);

    @BeforeAll
    static void start() throws Exception {
        elliptic = KeyRing.empty().rotated(SigningAlgorithm.ES384, OVERLAP, Instant.now());
        rsa = KeyRing.empty().rotated(SigningAlgorithm.RS384, OVERLAP, Instant.now());
        exporterPort = freePort();
        topics = TestTopics.start(directory.resolve("kafka"));
        keycloak = Keycloak.start(directory, realm());
    }

    @AfterAll
    static void stop() throws Exception {
        topics.close();
        keycloak.close();
    }

    @Test
    void shouldBeLetInByEitherAlgorithm() throws Exception {
        assertThat(tokenOf("vigil-es384", elliptic)).startsWith("Bearer ey");
        assertThat(tokenOf("vigil-rs384", rsa)).startsWith("Bearer ey");
    }

    @Test
    void shouldBeToldThatAForeignKeyIsNotTaken() throws Exception {
        KeyRing foreign = KeyRing.empty().rotated(SigningAlgorithm.ES384, OVERLAP, Instant.now());
        assertThatThrownBy(() -> tokenOf("vigil-es384", foreign)).isInstanceOfSatisfying(AuthorizationFailed.class,
                failed -> assertThat(failed.isForGood()).isTrue()).hasMessageContaining("invalid_client");
    }

    /// What makes the other tests mean something: this server looks.
    @Test
    void shouldMeetAServerThatRefusesWhatItMust() throws Exception {
        Instant now = Instant.now();
        String good = assertion(keycloak.tokenUrl(), now.plusSeconds(240), elliptic);
        assertThat(ask(good)).isEqualTo(200);
        assertThat(ask(good)).as("replayed").isBetween(400, 401);
        assertThat(ask(assertion(keycloak.tokenUrl(), now.minusSeconds(120), elliptic))).as("expired")
                .isBetween(400, 401);
        assertThat(ask(assertion(URI.create("https://elsewhere.example/token"), now.plusSeconds(240), elliptic)))
                .as("wrong audience").isBetween(400, 401);
        KeyRing foreign = KeyRing.empty().rotated(SigningAlgorithm.ES384, OVERLAP, now);
        assertThat(ask(assertion(keycloak.tokenUrl(), now.plusSeconds(240), foreign))).as("foreign key")
                .isBetween(400, 401);
    }

    @Test
    void shouldDeliverWithOneTokenRenewItOnceItIsRefusedAndSurviveTheRotationOfItsKeys() throws Exception {
        Path keys = Files.writeString(directory.resolve("rotating"), elliptic.secret());
        try (GuardedEhr ehr = GuardedEhr.start(keycloak); FhirExport export = export(ehr, keys)) {
            for (int i = 0; i < 20; i++) {
                deliver(ehr);
            }
            assertThat(ehr.tokensSeen()).hasSize(1);
            assertThat(ehr.refusals()).isZero();
            ehr.revokeAll();
            deliver(ehr);
            assertThat(ehr.tokensSeen()).hasSize(2);

            KeyRing rotated = elliptic.rotated(SigningAlgorithm.RS384, OVERLAP, Instant.now());
            Files.writeString(keys, rotated.secret());
            await().atMost(PATIENCE).until(() -> publishedKeys(export).contains("RSA"));
            await().atMost(PATIENCE).until(() -> !publishedKeys(export).contains("\"EC\""));
            ehr.revokeAll();
            deliver(ehr);
            assertThat(ehr.tokensSeen()).hasSize(3);
            assertThat(publishedKeys(export)).doesNotContain("\"d\"");
        }
    }

    private void deliver(GuardedEhr ehr) throws Exception {
        Observation reading = readings.next();
        Vital vital = reading.measurements().getFirst().vital();
        topics.publish(reading);
        topics.flush();
        String expected = "Observation/" + ResourceIds.ofVital(reading.id(), vital);
        await().atMost(PATIENCE).until(() -> ehr.stored().contains(expected));
    }

    private static FhirExport export(GuardedEhr ehr, Path keys) {
        FhirExportConfig config = new FhirExportConfig("127.0.0.1", exporterPort, directory.resolve("fhir"),
                ehr.base(), DeliveryMode.PUT, true, Flavour.R4, false,
                new AuthSettings(null, "vigil-rotating", keys, ""));
        return FhirExport.start(config, topics.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.system());
    }

    private String publishedKeys(FhirExport export) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(keysUrl(export.port())).build(), BodyHandlers.ofString()).body();
    }

    private static String tokenOf(String client, KeyRing ring) throws IOException, InterruptedException {
        Path keys = Files.writeString(directory.resolve(client + UUID.randomUUID()), ring.secret());
        AuthSettings settings = new AuthSettings(keycloak.tokenUrl(), client, keys, "");
        try (BackendServices access = BackendServices.open(settings, keycloak.realm(), InstantSource.system(), RETRY)) {
            return access.header().orElseThrow();
        }
    }

    private int ask(String assertion) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_assertion_type="
                + URLEncoder.encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
                + "&client_assertion=" + assertion;
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(keycloak.tokenUrl())
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form))
                .build(), BodyHandlers.ofString());
        return response.statusCode();
    }

    private static String assertion(URI audience, Instant expires, KeyRing ring) throws JOSEException {
        JWK key = ring.signing(Instant.now()).orElseThrow();
        SignedJWT assertion = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().issuer("vigil-es384").subject("vigil-es384").audience(audience.toString())
                        .jwtID(UUID.randomUUID().toString()).issueTime(Date.from(expires.minusSeconds(240)))
                        .expirationTime(Date.from(expires)).build());
        assertion.sign(new ECDSASigner(key.toECKey()));
        return assertion.serialize();
    }

    private static String realm() {
        ObjectNode realm = Json.mapper().createObjectNode().put("realm", "hospital").put("enabled", true)
                .put("sslRequired", "none");
        var clients = realm.putArray("clients");
        clients.add(client("vigil-es384").set("attributes", registered(elliptic)));
        clients.add(client("vigil-rs384").set("attributes", registered(rsa)));
        clients.add(client("vigil-rotating").set("attributes", Json.mapper().createObjectNode()
                .put("use.jwks.url", "true").put("jwks.url", keysUrl(exporterPort).toString())));
        return realm.toString();
    }

    private static ObjectNode registered(KeyRing ring) {
        return Json.mapper().createObjectNode().put("use.jwks.string", "true").put("jwks.string",
                ring.published(Instant.now()));
    }

    private static ObjectNode client(String id) {
        return Json.mapper().createObjectNode().put("clientId", id).put("enabled", true)
                .put("protocol", "openid-connect").put("clientAuthenticatorType", "client-jwt")
                .put("serviceAccountsEnabled", true).put("standardFlowEnabled", false).put("publicClient", false);
    }

    private static URI keysUrl(int port) {
        return URI.create("http://127.0.0.1:" + port + "/.well-known/jwks.json");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
