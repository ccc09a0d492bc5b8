package dev.vigil.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vigil.http.EdgeServer;
import dev.vigil.http.tls.TestAuthority.Issued;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real handshakes with certificates made for the test.
class ServerTlsTest {

    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final TestAuthority authority = new TestAuthority("Vigil test");
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void shouldServeWithPemOfEveryUsualKey(String algorithm) throws Exception {
        Issued issued = authority.issue(algorithm, "CN=vigil", "ip:127.0.0.1");
        try (ServerTls tls = open(authority.write(directory, issued, null)); EdgeServer server = serve(tls)) {
            assertThat(get(server, authority.client()).statusCode()).isEqualTo(200);
            assertThat(serialOf(server, "TLSv1.2")).isEqualTo(issued.certificate().getSerialNumber());
            assertThat(serialOf(server, "TLSv1.3")).isEqualTo(issued.certificate().getSerialNumber());
        }
    }

    @Test
    void shouldServeWithAPkcs12File() throws Exception {
        TlsFiles files = authority.writePkcs12(directory.resolve("vigil.p12"), authority.issueForLoopback(), "s3cret");
        try (ServerTls tls = open(files); EdgeServer server = serve(tls)) {
            assertThat(get(server, authority.client()).statusCode()).isEqualTo(200);
        }
        assertThat(files.toString()).doesNotContain("s3cret");
    }

    @Test
    void shouldShowARenewedCertificateWithoutARestart() throws Exception {
        authority.write(directory, authority.issueForLoopback(), null);
        try (ServerTls tls = open(files());
                EdgeServer server = serve(tls);
                HttpClient lasting = client(authority.client())) {
            assertThat(get(server, lasting).statusCode()).isEqualTo(200);
            Issued renewed = authority.issueForLoopback();
            authority.write(directory, renewed, null);
            await().atMost(PATIENCE).until(() -> serialOf(server, "TLSv1.3")
                    .equals(renewed.certificate().getSerialNumber()));
            assertThat(get(server, lasting).statusCode()).as("who is connected notices nothing").isEqualTo(200);
            assertThat(get(server, authority.client()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldKeepWhatHoldsWhileHalfOfARenewalIsThere() throws Exception {
        Issued first = authority.issueForLoopback();
        authority.write(directory, first, null);
        try (ServerTls tls = open(files()); EdgeServer server = serve(tls)) {
            Files.writeString(directory.resolve("key.pem"), "not yet");
            await().atMost(PATIENCE)
                    .until(() -> registry.counter("vigil.tls.unusable", "service", "test").count() == 1);
            assertThat(serialOf(server, "TLSv1.3")).isEqualTo(first.certificate().getSerialNumber());
        }
    }

    @Test
    void shouldAskClientsForACertificateOfTheNamedAuthorityAndLetOthersShowNone() throws Exception {
        Path clients = authority.write(directory.resolve("clients.pem"));
        Issued gateway = authority.issue("EC", "CN=gw-1", "dns:gw-1.example.org");
        TestAuthority stranger = new TestAuthority("Stranger");
        try (ServerTls tls = open(authority.write(directory, authority.issueForLoopback(), clients));
                EdgeServer server = serve(tls)) {
            assertThat(get(server, authority.client(gateway)).statusCode()).isEqualTo(200);
            assertThat(get(server, authority.client()).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(server, authority.client(stranger.issue("EC", "CN=gw-1"))))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldBeReachedOnThisMachineByItsOwnFilesAlone() throws Exception {
        Issued nameless = authority.issue("EC", "CN=vigil", "dns:vigil.example.org");
        TlsFiles files = authority.write(directory, nameless, null);
        Path other = Files.createDirectory(directory.resolve("other"));
        TlsFiles others = authority.write(other, authority.issueForLoopback(), null);
        try (ServerTls tls = open(files); EdgeServer server = serve(tls)) {
            assertThat(get(server, OwnService.client(files)).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(server, OwnService.client(others))).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void shouldSpeakNoOldProtocol() throws Exception {
        try (ServerTls tls = open(authority.write(directory, authority.issueForLoopback(), null));
                EdgeServer server = serve(tls)) {
            assertThatThrownBy(() -> serialOf(server, "TLSv1.1")).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithTheFiles() throws Exception {
        authority.write(directory, authority.issueForLoopback(), null);
        Path own = directory.resolve("certificate.pem");
        Path other = Files.createDirectory(directory.resolve("other"));
        TlsFiles others = authority.write(other, authority.issueForLoopback(), null);
        Path text = Files.writeString(directory.resolve("text.pem"), "hello");
        assertThat(List.of(reason(own, others.key()), reason(own, text), reason(text, own), reason(own, null),
                reason(directory.resolve("none.pem"), own))).satisfiesExactly(
                        wrong -> assertThat(wrong).isEqualTo("the key is not the certificate's"),
                        wrong -> assertThat(wrong).contains("PKCS #8"),
                        wrong -> assertThat(wrong).contains("text.pem"),
                        wrong -> assertThat(wrong).contains("needs a key file"),
                        wrong -> assertThat(wrong).contains("none.pem cannot be read"));
    }

    private String reason(Path certificate, Path key) {
        try (ServerTls tls = open(new TlsFiles(certificate, key, null, null))) {
            return "usable: " + tls.asksForClientCertificates();
        } catch (UnusableTlsFiles e) {
            return e.getMessage();
        }
    }

    private TlsFiles files() {
        return new TlsFiles(directory.resolve("certificate.pem"), directory.resolve("key.pem"), null, null);
    }

    private ServerTls open(TlsFiles files) {
        return ServerTls.open("test", files, registry, PERIOD);
    }

    private EdgeServer serve(ServerTls tls) {
        return EdgeServer.start("127.0.0.1", 0, tls, registry, List.of(), routing -> {});
    }

    private static HttpClient client(SSLContext context) {
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> get(EdgeServer server, SSLContext context) throws Exception {
        try (HttpClient client = client(context)) {
            return get(server, client);
        }
    }

    private static HttpResponse<String> get(EdgeServer server, HttpClient client) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/health/live"))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private BigInteger serialOf(EdgeServer server, String protocol) throws IOException {
        try (SSLSocket socket = (SSLSocket) authority.client().getSocketFactory().createSocket("127.0.0.1",
                server.port())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }
}
