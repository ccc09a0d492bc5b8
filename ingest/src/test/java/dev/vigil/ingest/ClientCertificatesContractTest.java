package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vigil.http.AccessToken;
import dev.vigil.http.tls.TestAuthority;
import dev.vigil.http.tls.TestAuthority.Issued;
import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.reception.Limits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gateways that show a client certificate, by real TLS handshakes.
class ClientCertificatesContractTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("Vigil test");

    @TempDir
    static Path directory;

    private static TestKafka kafka;
    private static Ingest ingest;
    private static Door bare;

    @BeforeAll
    static void start() {
        kafka = TestKafka.start(directory.resolve("kafka"), 0);
        ingest = Ingest.start(new IngestConfig("127.0.0.1", 0, new Access(new AccessToken("the-operator"), null,
                AUTHORITY.write(directory, AUTHORITY.issueForLoopback(),
                        AUTHORITY.write(directory.resolve("clients.pem")))),
                Limits.DEFAULTS), kafka.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.system());
        bare = new Door(ingest.port(), AUTHORITY.client());
        await().atMost(Duration.ofSeconds(30)).until(() -> bare.get("/health/ready").status() == 200);
    }

    @AfterAll
    static void stop() {
        bare.close();
        ingest.close();
        kafka.close();
    }

    @Test
    void shouldKnowAGatewayByTheNamesOfItsCertificate() {
        add("by-dns", "dns:gw-1.example.org");
        add("by-uri", "uri:urn:gateway:2");
        add("by-subject", "subject:O=Clinic, CN=gw-3");
        assertThat(pushes(AUTHORITY.issue("EC", "CN=any", "dns:GW-1.example.org"))).isEqualTo(202);
        assertThat(pushes(AUTHORITY.issue("RSA", "CN=any", "uri:urn:gateway:2"))).isEqualTo(202);
        assertThat(pushes(AUTHORITY.issue("EC", "O=Clinic,CN=gw-3"))).isEqualTo(202);
        assertThat(pushes(AUTHORITY.issue("EC", "CN=gw-3"))).as("another subject").isEqualTo(401);
        assertThat(pushes(AUTHORITY.issue("EC", "CN=any", "dns:*.example.org"))).as("a wildcard is a name")
                .isEqualTo(401);
        assertThat(pushes(AUTHORITY.issue("EC", "CN=any", "dns:gw-1.example.org", "uri:urn:gateway:2")))
                .as("two credentials would be a guess").isEqualTo(401);
    }

    @Test
    void shouldPushOnlyForTheDevicesOfTheCredential() {
        add("scoped", "dns:scoped.example.org");
        try (Door door = new Door(ingest.port(), AUTHORITY.client(AUTHORITY.issue("EC", "CN=x",
                "dns:scoped.example.org")))) {
            assertThat(door.json(reading("cuff-2")).status()).isEqualTo(403);
        }
    }

    @Test
    void shouldEndACertificateByRevokingItsCredential() {
        add("gone", "dns:gone.example.org");
        try (Door door = new Door(ingest.port(), AUTHORITY.client(AUTHORITY.issue("EC", "CN=x",
                "dns:gone.example.org")))) {
            assertThat(door.json(reading("cuff-1")).status()).isEqualTo(202);
            assertThat(operator("/v1/credentials/gone/revoke", "").status()).isEqualTo(200);
            assertThat(door.json(reading("cuff-1")).status()).as("on the same connection").isEqualTo(401);
        }
    }

    @Test
    void shouldLetATokenThatIsShownDecide() {
        add("both", "dns:both.example.org");
        try (Door door = new Door(ingest.port(), AUTHORITY.client(AUTHORITY.issue("EC", "CN=x",
                "dns:both.example.org")))) {
            assertThat(door.json(reading("cuff-1"), "Authorization", "Bearer wrong").status()).isEqualTo(401);
        }
    }

    @Test
    void shouldTalkToNoCertificateOfAnotherAuthority() {
        Issued stranger = new TestAuthority("Stranger").issue("EC", "CN=x", "dns:gw-1.example.org");
        try (Door door = new Door(ingest.port(), AUTHORITY.client(stranger))) {
            assertThatThrownBy(() -> door.json(reading("cuff-1"))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldAskForAnotherProofWhereNoCertificateIsShown() {
        assertThat(bare.json(reading("cuff-1")).status()).isEqualTo(401);
        assertThat(bare.json(reading("cuff-1"), "Authorization", "Bearer the-operator").status()).isEqualTo(202);
    }

    @Test
    void shouldLetACertificateStandForOneCredentialAlone() {
        add("first", "dns:only.example.org");
        assertThat(operator("/v1/credentials", credential("second", "dns:only.example.org")).status())
                .isEqualTo(409);
    }

    private static void add(String name, String certificate) {
        assertThat(operator("/v1/credentials", credential(name, certificate)).status()).isEqualTo(201);
    }

    private static String credential(String name, String certificate) {
        return "{\"name\": \"%s\", \"devices\": [\"cuff-1\"], \"certificates\": [\"%s\"], \"withToken\": false}"
                .formatted(name, certificate);
    }

    private static Door.Answer operator(String path, String body) {
        return bare.send(HttpRequest.newBuilder(bare.address(path)).header("Authorization", "Bearer the-operator")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static int pushes(Issued shown) {
        try (Door door = new Door(ingest.port(), AUTHORITY.client(shown))) {
            return door.json(reading("cuff-1")).status();
        }
    }

    private static String reading(String device) {
        return """
                {"deviceId": "%s", "takenAgo": "PT5S", \
                "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}""".formatted(device);
    }
}
