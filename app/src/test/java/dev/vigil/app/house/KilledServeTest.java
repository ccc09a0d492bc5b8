package dev.vigil.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.client.CareTeamClient;
import dev.vigil.app.client.Server;
import dev.vigil.app.reconcile.LedgerReport;
import dev.vigil.app.reconcile.Reconciliation;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever `serve` acknowledged before it was killed is there when it runs again: admitted once and exported once.
@Tag("slow")
class KilledServeTest {

    private static final int DEVICES = 8;
    private static final int ENOUGH = 1500;
    private static final String HEART_RATE = "8867-4";

    /// Device and reading id of everything that a 202 was given for.
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    private final CountDownLatch enough = new CountDownLatch(ENOUGH);

    @TempDir
    Path directory;

    @Test
    void shouldHaveEveryAcknowledgedReadingOnceAfterAKill() throws Exception {
        ServeProcess first = ServeProcess.start(directory);
        enrol(first);
        pushUntilKilled(first);
        int beforeTheKill = acknowledged.size();
        try (ServeProcess second = ServeProcess.start(directory)) {
            push(second, 50);
            KafkaConnection kafka = KafkaConnection.to(second.bootstrapServers());
            LedgerReport report = Reconciliation.of(kafka).settle(Duration.ofSeconds(90));
            assertThat(report.named()).isEmpty();
            assertThat(report.isBalanced()).isTrue();
            assertThat(report.isSettled()).isTrue();

            assertThat(acknowledged).hasSizeGreaterThan(beforeTheKill).hasSizeGreaterThanOrEqualTo(ENOUGH);
            List<String> admitted = AdmittedReadings.of(kafka);
            assertThat(admitted).doesNotHaveDuplicates().containsAll(acknowledged);
            List<String> exported = exportedHeartRates();
            assertThat(exported).doesNotHaveDuplicates().hasSameSizeAs(admitted);
        }
    }

    private void pushUntilKilled(ServeProcess serve) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> devices = new ArrayList<>();
        for (int device = 0; device < DEVICES; device++) {
            int number = device;
            devices.add(Thread.ofVirtual().start(() -> pushWhile(serve, number, over)));
        }
        enough.await();
        serve.kill();
        over.set(true);
        for (Thread device : devices) {
            device.join();
        }
    }

    private void pushWhile(ServeProcess serve, int device, AtomicBoolean over) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int number = 0; !over.get(); number++) {
                pushOne(http, serve, device, "k-" + number);
            }
        } catch (IOException e) {
            // killed: what was not acknowledged may or may not be there
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void push(ServeProcess serve, int readings) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int number = 0; number < readings; number++) {
                pushOne(http, serve, number % DEVICES, "again-" + number);
            }
        }
    }

    private void pushOne(HttpClient http, ServeProcess serve, int device, String id)
            throws IOException, InterruptedException {
        ObjectNode reading = Json.mapper().createObjectNode().put("deviceId", "killed-" + device).put("id", id)
                .put("takenAt", Instant.now().toString());
        reading.putArray("measurements").addObject().put("vital", "heart-rate").put("value", 60 + device).put("unit",
                "/min");
        HttpResponse<Void> response = http.send(
                HttpRequest.newBuilder(serve.ingest().resolve("/v1/readings")).timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(reading.toString())).build(),
                HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() == 202) {
            acknowledged.add("killed-" + device + "|" + id);
            enough.countDown();
        }
    }

    private static void enrol(ServeProcess serve) throws InterruptedException {
        URI api = serve.careTeam();
        try (CareTeamClient careTeam = new CareTeamClient(new Server(api, null, null))) {
            for (int device = 0; device < DEVICES; device++) {
                careTeam.putPatient("p-" + device, Json.mapper().createObjectNode());
                ObjectNode assigned = Json.mapper().createObjectNode();
                assigned.putArray("assignments").addObject().put("patientId", "p-" + device).put("from",
                        Instant.now().minusSeconds(3600).toString());
                careTeam.putDevice("killed-" + device, assigned);
            }
        }
    }

    private List<String> exportedHeartRates() throws IOException {
        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.resolve("data/fhir"))) {
            for (Path file : files.filter(each -> each.getFileName().toString().matches("Observation-\\d+\\.ndjson"))
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode observation = Json.mapper().readTree(line);
                    if (observation.path("code").path("coding").path(0).path("code").asText().equals(HEART_RATE)) {
                        ids.add(observation.path("id").asText());
                    }
                }
            }
        }
        return ids;
    }
}
