package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.vigil.http.AccessToken;
import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.access.TestIssuer;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OAuth 2 access tokens against a real JWKS endpoint.
class AccessTokensContractTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:41:05.250Z");

    @TempDir
    static Path directory;

    private static TestKafka kafka;
    private static TestIssuer issuer;
    private static Ingest ingest;
    private static Door door;

    @BeforeAll
    static void start() {
        kafka = TestKafka.start(directory, 0);
        issuer = new TestIssuer();
        ingest = instance(issuer);
        door = new Door(ingest.port());
        await().atMost(Duration.ofSeconds(30)).until(() -> door.get("/health/ready").status() == 200);
    }

    @AfterAll
    static void stop() {
        door.close();
        ingest.close();
        issuer.close();
        kafka.close();
    }

    @Test
    void shouldPushForTheDevicesOfTheClaim() throws Exception {
        String list = issuer.token(valid(claims -> claims.subject("gw-9").claim("devices", List.of("cuff-1", "x"))));
        assertThat(push("cuff-1", list).status()).isEqualTo(202);
        assertThat(push("cuff-2", list).status()).isEqualTo(403);
        assertThat(Topics.READINGS.value().decode(kafka.readingsOf("cuff-1").getLast().value()).gateway())
                .isEqualTo("jwt:gw-9");
        assertThat(push("cuff-1", issuer.token(valid(claims -> claims.claim("devices", "x cuff-1")))).status())
                .as("separated by spaces, like a scope").isEqualTo(202);
        assertThat(push("cuff-7", issuer.token(valid(claims -> claims.claim("devices", List.of("*"))))).status())
                .as("all, said explicitly").isEqualTo(202);
        assertThat(push("cuff-1", issuer.token(valid(claims -> claims.claim("devices", null)))).status())
                .as("none where nothing is said").isEqualTo(403);
    }

    @Test
    void shouldTurnAwayATokenThatIsWorthNothing() {
        String expired = issuer.token(valid(claims -> claims.expirationTime(at(Duration.ofMinutes(-1)))));
        assertThat(push("cuff-1", expired).status()).isEqualTo(401);
        assertThat(push("cuff-1", expired).header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void shouldAskToComeBackWhileTheKeysCannotBeFetched() {
        TestIssuer gone = new TestIssuer();
        gone.close();
        try (Ingest other = instance(gone); Door otherDoor = new Door(other.port())) {
            Door.Answer answer = otherDoor.get("/v1/time", "Authorization",
                    "Bearer " + gone.token(valid(UnaryOperator.identity())));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
    }

    private static Ingest instance(TestIssuer issuer) {
        return Ingest.start(new IngestConfig("127.0.0.1", 0, new Access(new AccessToken("the-operator"),
                issuer.trust(), null), Limits.DEFAULTS), kafka.connection(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> NOW);
    }

    private static UnaryOperator<JWTClaimsSet.Builder> valid(UnaryOperator<JWTClaimsSet.Builder> more) {
        return claims -> more.apply(claims.subject("gw-1").expirationTime(at(Duration.ofMinutes(5)))
                .claim("devices", List.of("cuff-1")));
    }

    private static Date at(Duration fromNow) {
        return Date.from(NOW.plus(fromNow));
    }

    private static Door.Answer push(String device, String token) {
        return door.json("""
                {"deviceId": "%s", "takenAgo": "PT5S", \
                "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}""".formatted(device),
                "Authorization", "Bearer " + token);
    }
}
