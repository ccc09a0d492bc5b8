package dev.vigil.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.ExportForm;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.RandomReadings;
import dev.vigil.fhir.mapping.ReadingMapper;
import dev.vigil.fhir.mapping.Samples;
import dev.vigil.fhir.mapping.Subject;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exporter as a whole over a real broker, to files.
class ExportToFilesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private TestTopics topics;
    private final RandomReadings readings = new RandomReadings(7);
    private final Set<String> expected = new TreeSet<>();

    @BeforeEach
    void startBroker() throws Exception {
        topics = TestTopics.start(directory.resolve("kafka"));
        topics.publish(Topics.PATIENTS, Samples.PATIENT, Samples.patient());
    }

    @AfterEach
    void stopBroker() {
        topics.close();
    }

    @Test
    void shouldExportEveryReadingOnceOverRestarts() throws Exception {
        for (int round = 0; round < 3; round++) {
            publish(200);
            exportAll();
        }
        assertThat(observationIds()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void shouldNameTheSubjectByTheirOwnIdentifierAndSendItFirst() throws Exception {
        topics.publish(Samples.reading(Samples.measured(Vital.HEART_RATE, "71.00", "71", "/min")));
        exportAll();
        assertThat(lines("Patient")).singleElement().asString().contains("MRN-1");
        assertThat(lines("Device")).hasSize(1);
        assertThat(lines("Observation")).singleElement().asString().contains("MRN-1");
    }

    @Test
    void shouldExportTheReadingsOfAnHourAsSamplesWhereThePlanSaysSo() throws Exception {
        Plan plan = new Plan("ward", List.of(), Set.of(Vital.HEART_RATE), Map.of(),
                Map.of(Vital.HEART_RATE, ExportForm.SAMPLES));
        topics.publish(Topics.PLANS, plan.id(), plan);
        topics.publish(Topics.PATIENTS, Samples.PATIENT, Samples.patientOn(plan));
        topics.publish(Samples.reading(Samples.measured(Vital.HEART_RATE, "71.00", "71", "/min"),
                Samples.measured(Vital.BODY_WEIGHT, "81.000", "81", "kg")));
        topics.publish(Topics.SUMMARIES, Samples.PATIENT, Samples.sampledHour());
        exportAll();
        assertThat(lines("Observation")).as("the weight, the hour and its runs").hasSize(4)
                .filteredOn(line -> line.contains("29463-7")).hasSize(1);
        List<String> hour = lines("Observation-summaries");
        assertThat(hour).filteredOn(line -> line.contains("valueSampledData")).singleElement().asString()
                .contains("\"data\":\"71 E 72.5\"", "\"period\":1003.25");
        assertThat(hour).filteredOn(line -> line.contains("entered-in-error")).hasSize(1);
        assertThat(lines("Device")).isNotEmpty();
    }

    @Test
    void shouldPutPoisonAsideWithAReasonAndGoOn() throws Exception {
        publish(5);
        topics.poison(Topics.OBSERVATIONS, new PatientId("p1"));
        topics.poison(Topics.SCORES, new PatientId("p1"));
        publish(5);
        exportAll();
        assertThat(observationIds()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(topics.failures()).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.reason()).startsWith("malformed");
            assertThat(failure.resourceId()).isNull();
        });
    }

    @Test
    void shouldSayWhenItIsReadyAndWhatItDid() throws Exception {
        publish(20);
        try (FhirExport export = start()) {
            await().atMost(PATIENCE).until(() -> get(export, "/health/ready").contains("\"ready\""));
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(export, "/metrics"))
                    .contains("vigil_stage_seconds_bucket{stage=\"admitted_exported\"")
                    .contains("vigil_measurements_total{outcome=\"exported\"}")
                    .contains("vigil_fhir_lag{topic=\"vitals.observations\"} 0.0"));
        }
    }

    @Test
    void shouldCloseWhatItOpenedWhenItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FhirExportConfig config = FhirExportConfig.files("127.0.0.1", taken.getLocalPort(),
                    directory.resolve("fhir"));
            assertThatThrownBy(() -> FhirExport.start(config, topics.connection(),
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system()));
        }
        exportAll();
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            Observation reading = readings.next();
            topics.publish(reading);
            ReadingMapper.map(reading, Subject.of(reading.patientId(), null, true))
                    .forEach(resource -> expected.add(resource.getIdPart()));
        }
        topics.flush();
    }

    private void exportAll() throws Exception {
        topics.flush();
        try (FhirExport export = start()) {
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS)
                    && topics.isExported(ExportedTopic.SCORES) && topics.isExported(ExportedTopic.SUMMARIES));
        }
    }

    private FhirExport start() {
        return FhirExport.start(FhirExportConfig.files("127.0.0.1", 0, directory.resolve("fhir")),
                topics.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system());
    }

    private List<String> observationIds() throws IOException {
        List<String> ids = new ArrayList<>();
        for (String line : lines("Observation")) {
            ids.add(Json.mapper().readTree(line).get("id").asText());
        }
        return ids;
    }

    private List<String> lines(String type) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.resolve("fhir"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(type + "-")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    private static String get(FhirExport export, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + export.port() + path)).build(),
                    BodyHandlers.ofString()).body();
        }
    }
}
