package dev.vigil.fhirserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.app.fhir.ServerReconciliation;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.fhir.FhirExport;
import dev.vigil.fhir.FhirExportConfig;
import dev.vigil.fhir.TestTopics;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.RandomReadings;
import dev.vigil.fhir.rest.Authorization;
import dev.vigil.fhir.rest.DeliveryMode;
import dev.vigil.fhir.rest.ServerResources;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

/// A server that takes no ids from clients, by every other way in; `./vigil reconcile --fhir` is the judge.
@Tag("slow")
class ModesOnJpaServerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path directory;

    private static TestTopics topics;
    private static JpaServer server;
    private static final RandomReadings READINGS = new RandomReadings(28);

    @BeforeAll
    static void start() throws Exception {
        topics = TestTopics.start(directory.resolve("kafka"));
        server = JpaServer.givingIds();
    }

    @AfterAll
    static void stop() {
        topics.close();
    }

    /// Left to itself the exporter finds out what this server's CapabilityStatement does not say, and takes conditional
    /// update.
    @ParameterizedTest
    @NullSource
    @EnumSource(value = DeliveryMode.class, names = {"CONDITIONAL_CREATE", "SINGLE_POST"})
    void shouldBringEachOnceOverStopsResendsAndCorrections(@Nullable DeliveryMode mode) throws Exception {
        List<Observation> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.add(READINGS.next());
        }
        sent.forEach(topics::publish);
        topics.flush();
        try (FhirExport export = export(mode)) {
            await().pollDelay(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> export.port() > 0);
        }
        exportAll(mode);
        sent.forEach(topics::publish);
        sent.stream().limit(8).map(ModesOnJpaServerTest::withdrawn).forEach(topics::publish);
        exportAll(mode);
        assertThat(topics.failures()).isEmpty();
        List<String> lines = new ArrayList<>();
        try (var resources = ServerResources.open(server.base(), Authorization.none(), InstantSource.system())) {
            assertThat(new ServerReconciliation(topics.connection(), resources, ExportedTopic.wanted(false),
                    Flavour.R4, lines::add).run())
                    .as(String.join("\n", lines)).isTrue();
        }
    }

    private static Observation withdrawn(Observation reading) {
        return new Observation(reading.id(), 9, reading.patientId(), reading.deviceId(), reading.gateway(),
                reading.readingId(), reading.takenAt(), reading.deviceTakenAt(), reading.clockOffset(),
                reading.receivedAt(), reading.admittedAt(), reading.measurements(), reading.late(),
                ObservationStatus.ENTERED_IN_ERROR);
    }

    private static void exportAll(@Nullable DeliveryMode mode) throws Exception {
        topics.flush();
        try (FhirExport export = export(mode)) {
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
        }
    }

    private static FhirExport export(@Nullable DeliveryMode mode) {
        return FhirExport.start(
                new FhirExportConfig("127.0.0.1", 0, directory.resolve("fhir"), server.base(), mode, true,
                        Flavour.R4),
                topics.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system());
    }
}
