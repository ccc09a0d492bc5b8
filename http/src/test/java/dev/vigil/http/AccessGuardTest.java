package dev.vigil.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessGuardTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final EdgeServer server = EdgeServer.start("127.0.0.1", 0, registry, List.of(), routing -> {
        routing.addFilter(new AccessGuard(new AccessToken("s3cret"), path -> path.equals("/docs"), registry));
        routing.get("/ward", (request, response) -> response.send("ward"));
        routing.get("/docs", (request, response) -> response.send("docs"));
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldLetInWhoShowsTheToken() throws Exception {
        assertThat(get("/ward", "Bearer s3cret").body()).isEqualTo("ward");
    }

    @Test
    void shouldTurnAwayAndCountWhoDoesNot() throws Exception {
        HttpResponse<String> response = get("/ward", "Bearer other");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(response.body()).contains("urn:vigil:problem:unauthorized").doesNotContain("other");
        assertThat(get("/nowhere", "Basic abc").statusCode()).isEqualTo(401);
        assertThat(registry.counter("vigil.http.unauthorized").count()).isEqualTo(2);
    }

    @Test
    void shouldAnswerHealthMetricsAndOpenPathsToAnybody() throws Exception {
        assertThat(List.of(get("/health/live", "").statusCode(), get("/health/ready", "").statusCode(),
                get("/metrics", "").statusCode(), get("/docs", "").statusCode())).containsOnly(200);
        assertThat(get("/docs/../ward", "").statusCode()).isIn(400, 401);
        assertThat(get("/health/../ward", "").statusCode()).isIn(400, 401);
        assertThat(get("/health/%2e%2e/ward", "").statusCode()).isIn(400, 401, 404);
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .header("Authorization", authorization).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
