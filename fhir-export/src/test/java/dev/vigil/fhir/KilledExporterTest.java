package dev.vigil.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.domain.reading.Observation;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.RandomReadings;
import dev.vigil.fhir.mapping.ReadingMapper;
import dev.vigil.fhir.mapping.Subject;
import dev.vigil.fhir.rest.DeliveryMode;
import dev.vigil.fhir.rest.LightEhr;
import dev.vigil.wire.json.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `kill -9` while it writes, again and again.
@Tag("slow")
class KilledExporterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KILLS = 3;
    private static final int READINGS = 3_000;
    private static final int KILLS_AT_A_SERVER = 2;
    private static final int READINGS_AT_A_SERVER = 150;

    @TempDir
    Path directory;

    @Test
    void shouldHaveEveryLineOnceAndWholeAfterEachKill() throws Exception {
        Path folder = directory.resolve("fhir");
        List<String> expected = new ArrayList<>();
        RandomReadings readings = new RandomReadings(13);
        try (TestTopics topics = TestTopics.start(directory.resolve("kafka"))) {
            for (int kill = 0; kill < KILLS; kill++) {
                long before = bytes(folder);
                publish(topics, readings, expected, READINGS);
                Process exporter = ExporterProcess.start(topics.connection(), folder);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> bytes(folder) > before);
                kill(exporter, topics);
            }
            try (FhirExport export = FhirExport.start(FhirExportConfig.files("127.0.0.1", 0, folder),
                    topics.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    InstantSource.system())) {
                await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
            }
        }
        assertThat(observationIds(folder).stream().sorted().toList()).isEqualTo(expected.stream().sorted().toList());
    }

    /// Between a request and its answer, between an answer and the offset: wherever it is hit.
    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void shouldHaveEachOnceOnTheServerAfterEachKill(DeliveryMode mode) throws Exception {
        List<String> expected = new ArrayList<>();
        RandomReadings readings = new RandomReadings(14);
        try (TestTopics topics = TestTopics.start(directory.resolve("kafka")); LightEhr ehr = LightEhr.start()) {
            ehr.takeBy(mode);
            for (int kill = 0; kill < KILLS_AT_A_SERVER; kill++) {
                publish(topics, readings, expected, READINGS_AT_A_SERVER);
                int before = ehr.arrivals().size();
                Process exporter = ExporterProcess.start(topics.connection(), directory, ehr.base().toString());
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1))
                        .until(() -> ehr.arrivals().size() > before + 50);
                kill(exporter, topics);
            }
            try (FhirExport export = FhirExport.start(
                    new FhirExportConfig("127.0.0.1", 0, directory, ehr.base(), null, true, Flavour.R4),
                    topics.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    InstantSource.system())) {
                await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
            }
            assertThat(ehr.identifiersOf("Observation")).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(topics.failures()).isEmpty();
        }
    }

    private static void kill(Process exporter, TestTopics topics) throws Exception {
        exporter.destroyForcibly().waitFor();
        topics.expelMembers(ExportedTopic.OBSERVATIONS);
    }

    private static void publish(TestTopics topics, RandomReadings readings, List<String> expected,
            int count) {
        for (int i = 0; i < count; i++) {
            Observation reading = readings.next();
            topics.publish(reading);
            ReadingMapper.map(reading, Subject.of(reading.patientId(), null, true))
                    .forEach(resource -> expected.add(resource.getIdPart()));
        }
        topics.flush();
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        for (Path file : observations(folder)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static List<String> observationIds(Path folder) throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : observations(folder)) {
            for (String line : Files.readAllLines(file)) {
                ids.add(Json.mapper().readTree(line).get("id").asText());
            }
        }
        return ids;
    }

    private static List<Path> observations(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.getFileName().toString().startsWith("Observation-")).toList();
        }
    }
}
