package dev.vigil.fhirserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The four services of `docker-compose.yml`, each a process of its own with its environment from that file, between a
/// real Kafka and a real FHIR server. What only a Docker engine can show is not shown here.
@Tag("slow")
class ComposedServicesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> SERVICES = List.of("streams", "alerts", "fhir-export", "ingest");
    private static final String SECRET = "only-for-this-test";

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedBroker broker;
    private final JpaServer ehr = JpaServer.takingIds();
    private ComposedServices services;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(new BrokerConfig(directory.resolve("kafka"), 0, BrokerConfig.Durability.OS));
        Path secret = Files.writeString(directory.resolve("secret"), SECRET);
        services = new ComposedServices(Path.of("../docker-compose.yml"), directory,
                value -> value.replace("kafka:9092", broker.bootstrapServers())
                        .replace("http://ehr:8080/fhir", ehr.base().toString())
                        .replaceFirst("^/run/secrets/.*", secret.toString()).replace("0.0.0.0", "127.0.0.1"));
        assertThat(services.run("topics")).isZero();
        for (String service : SERVICES) {
            services.start(service);
        }
        await().atMost(PATIENCE).until(() -> SERVICES.stream().allMatch(this::isReady));
    }

    @AfterEach
    void stop() throws Exception {
        services.close();
        broker.close();
        http.close();
    }

    @Test
    void shouldTurnAReadingIntoAnAlertAndAnObservationInTheEhr() throws Exception {
        int before = observations().path("total").asInt();
        Instant now = Instant.now();
        assertThat(careTeam("PUT", "/api/v1/patients/p1", "{\"birthDate\": \"1951-03-02\"}").statusCode() / 100)
                .isEqualTo(2);
        assertThat(careTeam("PUT", "/api/v1/devices/oximeter-1", """
                {"assignments": [{"patientId": "p1", "from": "%s"}]}""".formatted(now.minusSeconds(3600)))
                .statusCode() / 100).isEqualTo(2);
        String reading = """
                {"deviceId": "oximeter-1", "takenAt": "%s", "measurements":
                 [{"vital": "oxygen-saturation", "value": 84, "unit": "%%"}]}""".formatted(now);
        URI readings = services.address("ingest").resolve("/v1/readings");
        assertThat(send("POST", readings, reading, "a-guess").statusCode()).isEqualTo(401);
        assertThat(send("POST", readings, reading, SECRET).statusCode()).isEqualTo(202);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                careTeam("GET", "/api/v1/alerts?patient=p1", "").body()).contains("\"priority\":\"high\""));
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(observations().path("total").asInt()).isEqualTo(before + 1));
        for (String service : SERVICES) {
            assertThat(Files.readString(directory.resolve(service + ".log"))).doesNotContain(SECRET)
                    .doesNotContain("1951-03-02");
        }
    }

    /// A HAPI server otherwise answers a search again that it has answered a short while ago.
    private JsonNode observations() throws IOException, InterruptedException {
        URI search = URI.create(ehr.base() + "/Observation?code=http://loinc.org%7C59408-5&_summary=count");
        return Json.mapper()
                .readTree(http.send(HttpRequest.newBuilder(search).header("Cache-Control", "no-cache").build(),
                        BodyHandlers.ofString()).body());
    }

    private boolean isReady(String service) {
        try {
            URI ready = services.address(service).resolve("/health/ready");
            return http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> careTeam(String method, String path, String body)
            throws IOException, InterruptedException {
        return send(method, services.address("alerts").resolve(path), body, SECRET);
    }

    private HttpResponse<String> send(String method, URI address, String body, String token)
            throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token).method(method, BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }
}
