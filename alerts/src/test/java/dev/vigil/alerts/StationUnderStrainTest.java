package dev.vigil.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.plan.Priority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// What the stage does when Kafka leaves, browsers are many or take nothing, and it is started again.
@Tag("slow")
@Isolated("hundreds of browsers want the machine for themselves")
class StationUnderStrainTest {

    private static final String BY = "{\"by\": \"nurse.klein\", \"note\": \"seen\"}";

    @TempDir
    private Path directory;
    private Station station;

    @BeforeEach
    void open() throws Exception {
        station = new Station(directory);
    }

    @AfterEach
    void close() {
        station.close();
    }

    @Test
    void shouldTellCallersToComeBackWhileKafkaIsAway() throws Exception {
        Alerts node = station.node(null);
        station.raise("away-1", "hr-high", Priority.HIGH);
        String alert = station.alertOf(node, "away-1");

        station.stopBroker();

        HttpResponse<String> put = station.put(node, "/api/v1/patients/away-1", "{}");
        assertThat(put.statusCode()).isEqualTo(503);
        assertThat(put.headers().firstValue("Retry-After")).isPresent();
        assertThat(station.post(node, "/api/v1/alerts/" + alert + "/acknowledge", BY).statusCode()).isEqualTo(503);
        assertThat(station.get(node, "/api/v1/patients").body()).contains("away-1");
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            HttpResponse<String> ready = station.get(node, "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("Kafka does not answer");
        });

        station.startBroker();
        Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(
                station.post(node, "/api/v1/alerts/" + alert + "/resolve", BY).statusCode()).isEqualTo(200));
        assertThat(station.put(node, "/api/v1/patients/away-1", "{}").statusCode()).isEqualTo(201);
    }

    @Test
    void shouldTellHundredsOfBrowsersAtOnce() throws Exception {
        Alerts node = station.node(null);
        List<EventReader> browsers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            browsers.add(station.events(node, null));
        }
        browsers.forEach(browser -> browser.await("snapshot"));

        station.raise("many-1", "hr-high", Priority.HIGH);
        for (EventReader browser : browsers) {
            browser.await("alert", content -> content.path("patientId").asText().equals("many-1"));
        }
        assertThat(station.get(node, "/metrics").body()).contains("vigil_sse_clients 300.0");
        for (EventReader browser : browsers) {
            browser.close();
        }
    }

    @Test
    void shouldGiveUpABrowserThatTakesNothing() throws Exception {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        Alerts node = station.node(null, () -> Instant.now().plus(ahead.get()));
        try (Socket browser = new Socket()) {
            browser.setReceiveBufferSize(4_096);
            browser.connect(new InetSocketAddress("127.0.0.1", node.port()));
            browser.getOutputStream().write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> clients(node).equals("1.0"));
            for (int i = 0; i < 100; i++) {
                station.longPicture("slow-" + i, 200_000);
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                ahead.set(ahead.get().plusSeconds(30));
                return clients(node).equals("0.0");
            });
        }
        station.raise("slow-last", "hr-high", Priority.HIGH);
        assertThat(station.alertOf(node, "slow-last")).isNotEmpty();
    }

    @Test
    void shouldGoOnAfterARestartWhereItStopped() throws Exception {
        Alerts node = station.node(null);
        station.raise("again-1", "hr-high", Priority.HIGH);
        String alert = station.alertOf(node, "again-1");
        station.post(node, "/api/v1/alerts/" + alert + "/acknowledge", BY);
        node.close();

        Alerts restarted = station.node(null);

        assertThat(Station.json(station.get(restarted, "/api/v1/alerts/" + alert)).get("state").asText())
                .isEqualTo("acknowledged");
        assertThat(station.post(restarted, "/api/v1/alerts/" + alert + "/resolve", BY).statusCode()).isEqualTo(200);
    }

    private String clients(Alerts node) throws IOException, InterruptedException {
        return station.get(node, "/metrics").body().lines().filter(line -> line.startsWith("vigil_sse_clients "))
                .map(line -> line.substring(line.indexOf(' ') + 1)).findFirst().orElse("");
    }
}
