package dev.vigil.fhir.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vigil.fhir.rest.AuthorizationFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a token is asked for, and what follows from an answer. Whether a real authorization server takes what is sent
/// is shown against Keycloak.
class BackendServicesTest {

    private static final Duration RETRY = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<Map<String, String>> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private int status = 200;
    private int tokens;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        answers.put("/fhir/.well-known/smart-configuration", """
                {"token_endpoint": "%s/token", "token_endpoint_auth_signing_alg_values_supported": ["ES384"]}"""
                .formatted(base()));
        write(KeyRing.empty().rotated(SigningAlgorithm.ES384, Duration.ofDays(1), now));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldUseOneTokenUntilShortlyBeforeItsEnd() throws Exception {
        try (BackendServices access = open()) {
            assertThat(access.header()).hasValue("Bearer t-1");
            now = now.plusSeconds(200);
            assertThat(access.header()).hasValue("Bearer t-1");
            now = now.plusSeconds(50);
            assertThat(access.header()).hasValue("Bearer t-2");
            assertThat(asked).hasSize(2);
        }
    }

    @Test
    void shouldAskAsSmartSays() throws Exception {
        try (BackendServices access = open()) {
            access.header();
        }
        assertThat(asked.getFirst()).containsEntry("grant_type", "client_credentials")
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .containsEntry("scope", "system/Observation.crus");
        var claims = SignedJWT.parse(asked.getFirst().get("client_assertion")).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly(base() + "/token");
        assertThat(claims.getIssuer()).isEqualTo("vigil");
    }

    @Test
    void shouldNeverUseAnAssertionTwice() throws Exception {
        try (BackendServices access = open()) {
            access.header();
            access.refused("Bearer t-1");
            access.header();
        }
        assertThat(SignedJWT.parse(asked.get(0).get("client_assertion")).getJWTClaimsSet().getJWTID())
                .isNotEqualTo(SignedJWT.parse(asked.get(1).get("client_assertion")).getJWTClaimsSet().getJWTID());
    }

    @Test
    void shouldAskAnewWhenTheServerNoLongerTakesItsToken() throws Exception {
        try (BackendServices access = open()) {
            access.header();
            access.refused("Bearer t-1");
            assertThat(access.header()).hasValue("Bearer t-2");
        }
    }

    @Test
    void shouldUseATokenThatStillHoldsWhileTheAuthorizationServerIsInTrouble() throws Exception {
        try (BackendServices access = open()) {
            access.header();
            status = 503;
            now = now.plusSeconds(250);
            assertThat(access.header()).hasValue("Bearer t-1");
            assertThat(access.problem()).hasValue("the authorization server answers 503");
            status = 200;
            now = now.plus(RETRY);
            assertThat(access.header()).hasValue("Bearer t-2");
            assertThat(access.problem()).isEmpty();
        }
    }

    @Test
    void shouldLeaveTheAuthorizationServerAloneForAWhileAfterARefusal() throws Exception {
        status = 400;
        try (BackendServices access = open()) {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(access::header).isInstanceOfSatisfying(AuthorizationFailed.class,
                        failed -> assertThat(failed.isForGood()).isTrue()).hasMessageContaining("invalid_client");
            }
            assertThat(asked).hasSize(1);
            status = 200;
            now = now.plus(RETRY);
            assertThat(access.header()).hasValue("Bearer t-1");
        }
    }

    @Test
    void shouldFallBackToTheCapabilityStatement() throws Exception {
        answers.remove("/fhir/.well-known/smart-configuration");
        answers.put("/fhir/metadata", """
                {"resourceType": "CapabilityStatement", "rest": [{"security": {"extension": [{
                  "url": "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
                  "extension": [{"url": "token", "valueUri": "%s/token"}]}]}}]}""".formatted(base()));
        try (BackendServices access = open()) {
            assertThat(access.header()).hasValue("Bearer t-1");
        }
    }

    @Test
    void shouldSayWhatToDoWhereNobodyNamesATokenEndpoint() throws Exception {
        answers.clear();
        try (BackendServices access = open()) {
            assertThatThrownBy(access::header).hasMessageContaining("fhir.auth.tokenUrl");
        }
    }

    @Test
    void shouldNotAskWhereItsAlgorithmIsNotTaken() throws Exception {
        write(KeyRing.empty().rotated(SigningAlgorithm.RS384, Duration.ofDays(1), now));
        try (BackendServices access = open()) {
            assertThatThrownBy(access::header).hasMessageContaining("RS384");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldTakeUpRotatedKeysWithoutARestart() throws Exception {
        try (BackendServices access = open()) {
            String before = access.publishedKeys();
            write(KeyRing.read(keys()).rotated(SigningAlgorithm.ES384, Duration.ofDays(1), now));
            Files.setLastModifiedTime(keys(), FileTime.fromMillis(1));
            assertThat(access.publishedKeys()).isNotEqualTo(before);
            Files.writeString(keys(), "half a fi");
            Files.setLastModifiedTime(keys(), FileTime.fromMillis(2));
            assertThat(access.publishedKeys()).contains("kid");
        }
    }

    @Test
    void shouldShowNoTokenInText() {
        assertThat(BearerToken.of("secret", Duration.ofMinutes(5), now).toString()).doesNotContain("secret");
    }

    private BackendServices open() throws AuthorizationFailed {
        AuthSettings settings = new AuthSettings(null, "vigil", keys(), "system/Observation.crus");
        return BackendServices.open(settings, URI.create(base() + "/fhir"), () -> now, RETRY);
    }

    private void write(KeyRing ring) throws IOException {
        Files.writeString(keys(), ring.secret());
    }

    private Path keys() {
        return directory.resolve("keys.json");
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = answers.getOrDefault(path, "");
        int code = body.isEmpty() ? 404 : 200;
        if (path.equals("/token")) {
            asked.add(form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            code = status;
            body = status == 200
                    ? "{\"access_token\": \"t-" + ++tokens + "\", \"token_type\": \"bearer\", \"expires_in\": 300}"
                    : status == 400 ? "{\"error\": \"invalid_client\"}" : "";
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&")).map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0],
                        field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }
}
