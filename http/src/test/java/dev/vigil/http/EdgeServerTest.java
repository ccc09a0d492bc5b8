package dev.vigil.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.http.Method;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EdgeServerTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicReference<Optional<String>> kafka = new AtomicReference<>(Optional.empty());
    private final EdgeServer server = EdgeServer.start("127.0.0.1", 0, registry,
            List.of(new Readiness("kafka", kafka::get)), routing -> {
                routing.get("/secret", (request, response) -> {
                    throw new IllegalStateException("Ada Example 128/82");
                });
                routing.get("/busy", (request, response) -> {
                    throw new ProblemException(Problem.unavailable("kafka-away", "Kafka is away."),
                            Duration.ofSeconds(7));
                });
                Routes.only(routing, Method.POST, "/only-post", (request, response) -> response.send("ok"));
            });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldBeLiveAndReadyAndTellItsMetrics() throws Exception {
        registry.counter("vigil.example").increment();
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).contains("\"ready\"");
        assertThat(get("/metrics").body()).contains("vigil_example_total 1.0");
    }

    @Test
    void shouldSayWhyItIsNotReady() throws Exception {
        kafka.set(Optional.of("no broker answers"));
        HttpResponse<String> response = get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("no broker answers");
    }

    @Test
    void shouldKeepItsFaultsToItself() throws Exception {
        HttpResponse<String> response = get("/secret");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("urn:vigil:problem:internal-error").doesNotContain("Ada")
                .doesNotContain("IllegalState");
    }

    @Test
    void shouldSayWhenToComeBack() throws Exception {
        HttpResponse<String> response = get("/busy");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("7");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void shouldAnswerAnUnknownAddressAsAProblem() throws Exception {
        HttpResponse<String> response = get("/nowhere");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("urn:vigil:problem:not-found");
    }

    @Test
    void shouldSayWhichMethodAnAddressTakes() throws Exception {
        HttpResponse<String> response = get("/only-post");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void shouldAnswerBrokenHttpAsAProblem() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write("GET /%zz HTTP/1.1\r\nbroken header\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(5000);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
    }

    @Test
    void shouldNotSeemToRunWhereItCannotListen() {
        for (String address : List.of("127.0.0.1", "203.0.113.9", "no.such.host.invalid")) {
            assertThatThrownBy(() -> EdgeServer.start(address, server.port(), registry, List.of(), routing -> {}))
                    .hasRootCauseInstanceOf(BindException.class).hasMessageContaining("cannot listen on " + address);
        }
    }

    @Test
    void shouldCompareATokenByItsDigest() {
        AccessToken token = new AccessToken("s3cret");
        assertThat(token.matchesHeader("Bearer s3cret")).isTrue();
        assertThat(token.matchesHeader("bearer s3cret")).isTrue();
        assertThat(token.matchesHeader("Bearer s3cre")).isFalse();
        assertThat(token.matchesHeader("")).isFalse();
        assertThat(token).hasToString("AccessToken[***]");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
