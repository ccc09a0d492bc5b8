package dev.vigil.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.http.tls.TestAuthority;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page where the service ends TLS itself.
@Tag("slow")
class PageOverTlsTest {

    @TempDir
    private Path directory;

    @Test
    void shouldServeThePageAndKeepItsCookieToTls() throws Exception {
        TestAuthority authority = new TestAuthority("Vigil test");
        AlertsConfig config = new AlertsConfig("127.0.0.1", 0, "s3cret",
                authority.write(directory, authority.issueForLoopback(), null), directory.resolve("state"), 1);
        try (Alerts alerts = Alerts.start(config, KafkaConnection.to("127.0.0.1:1"),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system());
                HttpClient http = HttpClient.newBuilder().sslContext(authority.client()).build()) {
            URI base = URI.create("https://127.0.0.1:" + alerts.port());
            assertThat(http.send(HttpRequest.newBuilder(base.resolve("/")).build(), BodyHandlers.discarding())
                    .statusCode()).isEqualTo(200);
            HttpResponse<Void> session = http.send(HttpRequest.newBuilder(base.resolve("/api/v1/session"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"token\": \"s3cret\"}")).build(), BodyHandlers.discarding());
            assertThat(session.statusCode()).isEqualTo(204);
            assertThat(session.headers().firstValue("Set-Cookie")).hasValueSatisfying(cookie -> assertThat(cookie)
                    .contains("; Secure").contains("HttpOnly"));
        }
    }
}
