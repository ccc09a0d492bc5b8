package dev.vigil.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.ResourceIds;
import dev.vigil.fhir.mapping.Samples;
import dev.vigil.fhir.rest.LightEhr;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A critical reading behind the backlog of an outage.
class CriticalFirstTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int BACKLOG = 5_000;
    private static final int FIRST_BATCHES = 500;

    @TempDir
    Path directory;

    @Test
    void shouldArriveBeforeTheBacklogAndItsCorrectionAfterIt() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Observation critical = reading(BACKLOG, 0, ObservationStatus.FINAL,
                Samples.measured(Vital.OXYGEN_SATURATION, "82.0", "82", "%"));
        try (TestTopics topics = TestTopics.start(directory.resolve("kafka")); LightEhr ehr = LightEhr.start()) {
            ehr.away(true);
            for (int number = 0; number < BACKLOG; number++) {
                topics.publish(reading(number, 0, ObservationStatus.FINAL,
                        Samples.measured(Vital.HEART_RATE, "71.00", "71", "/min")));
            }
            topics.publish(critical);
            topics.publish(reading(BACKLOG, 1, ObservationStatus.ENTERED_IN_ERROR,
                    Samples.measured(Vital.OXYGEN_SATURATION, "82.0", "82", "%")));
            topics.flush();
            try (FhirExport export = FhirExport.start(
                    new FhirExportConfig("127.0.0.1", 0, directory.resolve("fhir"), ehr.base(), null, true, Flavour.R4),
                    topics.connection(), registry, InstantSource.system())) {
                await().atMost(PATIENCE).until(() -> ahead(registry) == 1);
                ehr.away(false);
                await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
            }
            String id = "Observation/" + ResourceIds.ofVital(critical.id(), Vital.OXYGEN_SATURATION);
            List<String> arrivals = ehr.arrivals().stream().filter(each -> each.startsWith("Observation/")).toList();
            assertThat(arrivals.indexOf(id)).isBetween(0, FIRST_BATCHES);
            assertThat(arrivals).filteredOn(id::equals).hasSize(2);
            assertThat(ehr.stored().get(id)).contains("entered-in-error");
            assertThat(arrivals).hasSize(BACKLOG + 2);
            assertThat(topics.failures()).isEmpty();
        }
    }

    private static double ahead(PrometheusMeterRegistry registry) {
        return Objects.requireNonNull(registry.find("vigil.fhir.ahead").gauge()).value();
    }

    private static Observation reading(int number, int revision, ObservationStatus status, Measurement measurement) {
        PatientId patient = new PatientId("p-" + number % 20);
        DeviceId device = new DeviceId("d-" + number % 20);
        ReadingId reading = new ReadingId("r-" + number);
        return new Observation(Observation.idOf(patient, device, reading), revision, patient, device, null, reading,
                Samples.TAKEN, null, null, Samples.RECEIVED, Samples.RECEIVED, List.of(measurement), false, status);
    }
}
