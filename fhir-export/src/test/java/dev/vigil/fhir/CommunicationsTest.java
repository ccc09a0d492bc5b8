package dev.vigil.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.alert.Notification;
import dev.vigil.domain.alert.Notification.Outcome;
import dev.vigil.domain.alert.Notification.Reason;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.Samples;
import dev.vigil.fhir.rest.DeliveryMode;
import dev.vigil.fhir.rest.LightEhr;
import dev.vigil.wire.AlertKey;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Deliveries of alerts, where the site wants them, over a real broker to a FHIR server.
class CommunicationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private TestTopics topics;
    private LightEhr ehr;

    @BeforeEach
    void start() throws Exception {
        topics = TestTopics.start(directory.resolve("kafka"));
        ehr = LightEhr.start();
    }

    @AfterEach
    void stop() {
        ehr.close();
        topics.close();
    }

    @Test
    void shouldStayAtHomeWhereNobodyWantsThem() throws Exception {
        publish(Samples.notification(1, Outcome.DELIVERED, null));
        publishAlert();
        try (FhirExport export = export(false, true)) {
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.ALERTS));
        }
        assertThat(ehr.identifiersOf("Flag")).hasSize(1);
        assertThat(communications()).isEmpty();
        assertThat(topics.isExported(ExportedTopic.NOTIFICATIONS)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = DeliveryMode.class, names = {"PUT", "SINGLE_POST"})
    void shouldBeThereOnceAsTheLatestAttemptLeftIt(DeliveryMode mode) throws Exception {
        ehr.takeBy(mode);
        publish(Samples.notification(1, Outcome.FAILED, Reason.SYSTEM_ERROR));
        exportAll();
        assertThat(communications()).singleElement().asString().contains("\"not-done\"", "system-error", "\"a-1\"");
        publish(Samples.notification(2, Outcome.DELIVERED, null));
        publish(Samples.notification(2, Outcome.DELIVERED, null)); // resent after a crash
        exportAll();
        assertThat(communications()).singleElement().asString().contains("\"completed\"")
                .doesNotContain("system-error");
        assertThat(ehr.doubled()).isEmpty();
        assertThat(topics.failures()).isEmpty();
    }

    @Test
    void shouldComeThoughTheAlertItIsAboutIsNotThereYet() throws Exception {
        publish(Samples.notification(1, Outcome.DELIVERED, null));
        try (FhirExport export = export(true, true)) {
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.NOTIFICATIONS));
            assertThat(ehr.identifiersOf("DetectedIssue")).isEmpty();
            assertThat(communications()).singleElement().asString().contains("DetectedIssue", "\"a-1\"");
            publishAlert();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(ehr.identifiersOf("DetectedIssue"))
                    .as("which is what it names").containsExactly("a-1"));
        }
    }

    @Test
    void shouldWaitWithItsPatient() throws Exception {
        publish(Samples.notification(1, Outcome.FAILED, Reason.UNKNOWN));
        publish(Samples.notification(2, Outcome.DELIVERED, null));
        topics.flush();
        try (FhirExport export = export(true, false)) {
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.NOTIFICATIONS));
            assertThat(communications()).isEmpty();
            ehr.register("{\"resourceType\":\"Patient\",\"id\":\"theirs\",\"identifier\":"
                    + "[{\"system\":\"urn:vigil:patient\",\"value\":\"p1\"}]}");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(communications()).singleElement().asString()
                    .contains("\"completed\"", "Patient/theirs"));
        }
        assertThat(topics.failures()).isEmpty();
    }

    @Test
    void shouldSayWhatCannotBeReadWithoutRepeatingItAndGoOn() throws Exception {
        byte[] key = Topics.NOTIFICATIONS.key().encode("a-1");
        String record = new String(
                Topics.NOTIFICATIONS.value().encode(Samples.notification(1, Outcome.DELIVERED, null)),
                StandardCharsets.UTF_8);
        topics.publishBytes(Topics.NOTIFICATIONS, key, record.replace("nurse-on-call", "ada@ward.example")
                .getBytes(StandardCharsets.UTF_8));
        topics.publishBytes(Topics.NOTIFICATIONS, key, new byte[] {0, 1, 2});
        publish(Samples.notification(1, Outcome.DELIVERED, null));
        exportAll();
        assertThat(communications()).hasSize(1);
        assertThat(topics.failures()).extracting(FhirFailure::reason).hasSize(2)
                .anySatisfy(reason -> assertThat(reason).contains("recipient"))
                .noneSatisfy(reason -> assertThat(reason).contains("ada"));
    }

    private void publish(Notification notification) {
        topics.publish(Topics.NOTIFICATIONS, notification.alertId(), notification);
    }

    private void publishAlert() {
        topics.publish(Topics.ALERTS, new AlertKey(Samples.PATIENT, "a-1"), Samples.alert(new AlertState.Active()));
    }

    private void exportAll() throws Exception {
        topics.flush();
        try (FhirExport export = export(true, true)) {
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.NOTIFICATIONS));
        }
    }

    private FhirExport export(boolean communications, boolean createPatients) {
        topics.flush();
        return FhirExport.start(
                new FhirExportConfig("127.0.0.1", 0, directory.resolve("fhir"), ehr.base(), null, createPatients,
                        Flavour.R4, communications, null),
                topics.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system());
    }

    private List<String> communications() {
        return ehr.stored().entrySet().stream().filter(entry -> entry.getKey().startsWith("Communication/"))
                .map(Map.Entry::getValue).toList();
    }
}
