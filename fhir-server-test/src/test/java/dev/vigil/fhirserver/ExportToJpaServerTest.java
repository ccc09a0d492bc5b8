package dev.vigil.fhirserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.fhir.FhirExport;
import dev.vigil.fhir.FhirExportConfig;
import dev.vigil.fhir.TestTopics;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.RandomReadings;
import dev.vigil.fhir.mapping.ReadingMapper;
import dev.vigil.fhir.mapping.ResourceIds;
import dev.vigil.fhir.mapping.Subject;
import dev.vigil.wire.json.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exporter against the server that the light one only imitates.
@Tag("slow")
class ExportToJpaServerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path directory;

    private static TestTopics topics;
    private static JpaServer server;

    @BeforeAll
    static void start() throws Exception {
        topics = TestTopics.start(directory.resolve("kafka"));
        server = JpaServer.takingIds();
    }

    @AfterAll
    static void stop() {
        topics.close();
    }

    @Test
    void shouldBringEveryResourceOnceOverStopsAndResends() throws Exception {
        RandomReadings readings = new RandomReadings(9);
        int before = count("Observation");
        List<Observation> sent = new ArrayList<>();
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 80; i++) {
            Observation reading = readings.next();
            sent.add(reading);
            ReadingMapper.map(reading, Subject.of(reading.patientId(), null, true))
                    .forEach(resource -> expected.add(resource.getIdPart()));
        }
        sent.forEach(topics::publish);
        topics.flush();
        try (FhirExport export = export()) {
            await().atMost(PATIENCE).until(() -> count("Observation") > before + expected.size() / 4);
        }
        exportAll();
        assertThat(count("Observation")).isEqualTo(before + expected.size());
        assertThat(topics.failures()).isEmpty();
        assertEachHasOneVersion(expected);

        sent.forEach(topics::publish);
        exportAll();
        assertThat(count("Observation")).isEqualTo(before + expected.size());
        assertEachHasOneVersion(expected);

        Observation withdrawn = sent.stream().filter(reading -> reading.status() == ObservationStatus.FINAL)
                .findFirst().orElseThrow();
        topics.publish(new Observation(withdrawn.id(), 9, withdrawn.patientId(), withdrawn.deviceId(),
                withdrawn.gateway(), withdrawn.readingId(), withdrawn.takenAt(), withdrawn.deviceTakenAt(),
                withdrawn.clockOffset(), withdrawn.receivedAt(), withdrawn.admittedAt(), withdrawn.measurements(),
                withdrawn.late(), ObservationStatus.ENTERED_IN_ERROR));
        exportAll();
        JsonNode resource = get("/Observation/"
                + ResourceIds.ofVital(withdrawn.id(), withdrawn.measurements().getFirst().vital()));
        assertThat(resource.path("status").asText()).isEqualTo("entered-in-error");
        assertThat(resource.path("meta").path("versionId").asText()).isEqualTo("2");
    }

    private static void assertEachHasOneVersion(Set<String> ids) throws IOException, InterruptedException {
        for (String id : ids.stream().limit(100).toList()) {
            assertThat(get("/Observation/" + id).path("meta").path("versionId").asText()).isEqualTo("1");
        }
    }

    private static void exportAll() throws Exception {
        topics.flush();
        try (FhirExport export = export()) {
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
        }
    }

    private static FhirExport export() {
        return FhirExport.start(
                new FhirExportConfig("127.0.0.1", 0, directory.resolve("fhir"), server.base(), null, true, Flavour.R4),
                topics.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system());
    }

    private static int count(String type) throws IOException, InterruptedException {
        return get("/" + type + "?_summary=count").path("total").asInt();
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Json.mapper().readTree(client.send(HttpRequest.newBuilder(URI.create(server.base() + path))
                    .header("Cache-Control", "no-cache").build(), BodyHandlers.ofString()).body());
        }
    }
}
