package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import dev.vigil.http.AccessToken;
import dev.vigil.http.tls.TestAuthority;
import dev.vigil.http.tls.TestAuthority.Issued;
import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.mqtt.MqttConfig;
import dev.vigil.ingest.reception.Limits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// MQTT devices that connect by TLS, with a client certificate and without, by real handshakes.
class MqttTlsContractTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("Vigil test");
    private static final String OPERATOR = "the-operator";

    @TempDir
    static Path directory;

    private static TestKafka kafka;
    private static Ingest ingest;

    @BeforeAll
    static void start() {
        kafka = TestKafka.start(directory.resolve("kafka"), 0);
        Path authorities = AUTHORITY.write(directory.resolve("clients.pem"));
        ingest = Ingest.start(new IngestConfig("127.0.0.1", 0, new Access(new AccessToken(OPERATOR), null,
                AUTHORITY.write(directory, AUTHORITY.issueForLoopback(), authorities)), Limits.DEFAULTS)
                .with(MqttConfig.DEFAULTS.listeningOn("127.0.0.1", 0)),
                kafka.connection(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system());
        try (Door door = new Door(ingest.port(), AUTHORITY.client())) {
            await().atMost(Duration.ofSeconds(30)).until(() -> door.get("/health/ready").status() == 200);
            assertThat(door.postTo("/v1/credentials", "application/json", """
                    {"name": "gw-1", "devices": ["cuff-1"], "withToken": false,
                     "certificates": ["dns:gw-1.example.org"]}
                    """.getBytes(StandardCharsets.UTF_8), "Authorization", "Bearer " + OPERATOR).status())
                    .isEqualTo(201);
        }
    }

    @AfterAll
    static void stop() {
        ingest.close();
        kafka.close();
    }

    @Test
    void shouldKnowAGatewayByItsCertificateAndHoldItToItsDevices() throws Exception {
        Mqtt5BlockingClient gateway = client(AUTHORITY.issue("EC", "CN=any", "dns:gw-1.example.org"), null);
        await().ignoreExceptions().untilAsserted(() -> assertThat(gateway.connect().getReasonCode().isError())
                .isFalse());
        publish(gateway, "cuff-1");
        assertThat(kafka.readingsOf("cuff-1")).hasSize(1);
        assertThatThrownBy(() -> publish(gateway, "cuff-2")).isInstanceOfSatisfying(
                Mqtt5PubAckException.class, refused -> assertThat(refused.getMqttMessage().getReasonCode())
                        .isEqualTo(Mqtt5PubAckReasonCode.NOT_AUTHORIZED));
        gateway.disconnect();
    }

    @Test
    void shouldTurnAwayACertificateOfNobodysAndOneOfAnotherAuthority() throws Exception {
        Issued nobodys = AUTHORITY.issue("EC", "CN=any", "dns:gw-2.example.org");
        assertThatThrownBy(() -> client(nobodys, null).connect()).isInstanceOf(Mqtt5ConnAckException.class);
        Issued foreign = new TestAuthority("Another").issue("EC", "CN=any", "dns:gw-1.example.org");
        assertThatThrownBy(() -> client(foreign, null).connect()).isNotNull();
    }

    @Test
    void shouldTakeASecretWhereNoCertificateIsShown() throws Exception {
        Mqtt5BlockingClient operator = client(null, OPERATOR);
        operator.connect();
        publish(operator, "cuff-3");
        assertThat(kafka.readingsOf("cuff-3")).hasSize(1);
        operator.disconnect();
        assertThatThrownBy(() -> client(null, "guess").connect()).isInstanceOf(Mqtt5ConnAckException.class);
    }

    @Test
    void shouldNotSpeakWithoutTls() {
        Mqtt5BlockingClient plain = MqttClient.builder().useMqttVersion5().serverHost("127.0.0.1")
                .serverPort(ingest.mqttPort()).simpleAuth().password(OPERATOR.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth().buildBlocking();
        assertThatThrownBy(plain::connect).isNotInstanceOf(Mqtt5ConnAckException.class);
    }

    private static void publish(Mqtt5BlockingClient client, String device) {
        client.publishWith().topic("vigil/" + device + "/readings").qos(MqttQos.AT_LEAST_ONCE).payload("""
                {"takenAgo": "PT5S", "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}"""
                .getBytes(StandardCharsets.UTF_8)).send();
    }

    /// Null shows nothing.
    private static Mqtt5BlockingClient client(Issued certificate, String password)
            throws GeneralSecurityException, IOException {
        MqttClientSslConfig tls = MqttClientSslConfig.builder().trustManagerFactory(believed())
                .keyManagerFactory(certificate == null ? null : shown(certificate)).build();
        var builder = MqttClient.builder().useMqttVersion5().serverHost("127.0.0.1").serverPort(ingest.mqttPort())
                .sslConfig(tls);
        return password == null ? builder.buildBlocking()
                : builder.simpleAuth().password(password.getBytes(StandardCharsets.UTF_8)).applySimpleAuth()
                        .buildBlocking();
    }

    private static TrustManagerFactory believed() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(directory.resolve("clients.pem"))) {
            store.setCertificateEntry("authority", CertificateFactory.getInstance("X.509")
                    .generateCertificate(pem));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory;
    }

    private static KeyManagerFactory shown(Issued certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("shown", certificate.key(), new char[0], new X509Certificate[] {certificate.certificate()});
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return factory;
    }
}
