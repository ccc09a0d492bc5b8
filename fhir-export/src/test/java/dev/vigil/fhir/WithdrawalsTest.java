package dev.vigil.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Withdrawal;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.ResourceIds;
import dev.vigil.fhir.mapping.Samples;
import dev.vigil.fhir.rest.DeliveryMode;
import dev.vigil.fhir.rest.LightEhr;
import dev.vigil.wire.Topics;
import dev.vigil.wire.WithdrawalKey;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Readings that are withdrawn when the readings' own topic has forgotten them.
class WithdrawalsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(value = DeliveryMode.class, names = {"PUT", "SINGLE_POST"})
    void shouldMarkWhatTheServerHasAndNeverOverwriteWhatIsNewer(DeliveryMode mode) throws Exception {
        Observation first = Samples.reading(Samples.measured(Vital.HEART_RATE, "71.00", "71", "/min"));
        Observation back = version(first, 2, ObservationStatus.AMENDED);
        Withdrawal withdrawal = Withdrawal.of(version(first, 1, ObservationStatus.ENTERED_IN_ERROR));
        try (TestTopics topics = TestTopics.start(directory.resolve("kafka")); LightEhr ehr = LightEhr.start()) {
            ehr.takeBy(mode);
            topics.publish(first);
            exportAll(topics, ehr, ExportedTopic.OBSERVATIONS);
            withdraw(topics, withdrawal);
            exportAll(topics, ehr, ExportedTopic.WITHDRAWALS);
            assertThat(heartRates(ehr, first)).singleElement().asString().contains("entered-in-error")
                    .contains("\"value\":71").contains("\"valueString\":\"1\"");

            topics.publish(back); // the device was this patient's after all
            exportAll(topics, ehr, ExportedTopic.OBSERVATIONS);
            withdraw(topics, withdrawal);
            exportAll(topics, ehr, ExportedTopic.WITHDRAWALS);
            assertThat(heartRates(ehr, first)).singleElement().asString().contains("\"status\":\"amended\"")
                    .contains("\"valueString\":\"2\"");
            assertThat(topics.failures()).isEmpty();
        }
    }

    private static void withdraw(TestTopics topics, Withdrawal withdrawal) {
        topics.publish(Topics.WITHDRAWALS, new WithdrawalKey(withdrawal.patientId(), withdrawal.observationId()),
                withdrawal);
    }

    private static Observation version(Observation first, int revision, ObservationStatus status) {
        return new Observation(first.id(), revision, first.patientId(), first.deviceId(), first.gateway(),
                first.readingId(), first.takenAt(), first.deviceTakenAt(), first.clockOffset(), first.receivedAt(),
                first.admittedAt(), first.measurements(), first.late(), status);
    }

    private static List<String> heartRates(LightEhr ehr, Observation reading) {
        String id = ResourceIds.ofVital(reading.id(), Vital.HEART_RATE);
        return ehr.stored().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("Observation/") && entry.getValue().contains(id))
                .map(Map.Entry::getValue).toList();
    }

    private void exportAll(TestTopics topics, LightEhr ehr, ExportedTopic topic) throws Exception {
        topics.flush();
        try (FhirExport export = FhirExport.start(
                new FhirExportConfig("127.0.0.1", 0, directory.resolve("fhir"), ehr.base(), null, true, Flavour.R4),
                topics.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system())) {
            await().atMost(PATIENCE).until(() -> topics.isExported(topic));
        }
    }
}
