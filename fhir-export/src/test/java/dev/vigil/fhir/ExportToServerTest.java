package dev.vigil.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.RandomReadings;
import dev.vigil.fhir.mapping.ReadingMapper;
import dev.vigil.fhir.mapping.ResourceIds;
import dev.vigil.fhir.mapping.Samples;
import dev.vigil.fhir.mapping.Subject;
import dev.vigil.fhir.rest.DeliveryMode;
import dev.vigil.fhir.rest.LightEhr;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The exporter as a whole over a real broker, to a FHIR server.
class ExportToServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private TestTopics topics;
    private LightEhr ehr;
    private final RandomReadings readings = new RandomReadings(8);
    private final Set<String> expected = new TreeSet<>();
    private final List<Observation> published = new ArrayList<>();

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
    void shouldBringEveryResourceOverStopsAndStarts() throws Exception {
        publish(300);
        try (FhirExport export = export()) {
            await().atMost(PATIENCE).until(() -> !observations().isEmpty());
        }
        publish(300);
        exportAll();
        assertThat(observations()).isEqualTo(expected);
        assertThat(ehr.doubled()).isEmpty();
        assertThat(topics.failures()).isEmpty();
    }

    @Test
    void shouldTellTheLedgerWhichResourceTheServerRefused() throws Exception {
        Observation reading = Samples.reading(Samples.measured(Vital.HEART_RATE, "71.00", "71", "/min"),
                Samples.measured(Vital.BODY_WEIGHT, "81.250", "81.25", "kg"));
        String refused = ResourceIds.ofVital(reading.id(), Vital.BODY_WEIGHT);
        ehr.refuse(resource -> refused.equals(resource.getIdPart()));
        topics.publish(reading);
        exportAll();
        assertThat(observations()).containsExactly(ResourceIds.ofVital(reading.id(), Vital.HEART_RATE));
        FhirFailure failure = topics.failures().getFirst();
        assertThat(failure.resourceId()).isEqualTo(refused);
        assertThat(failure.sourceTopic()).isEqualTo(Topics.OBSERVATIONS.name());
        assertThat(failure.status()).isEqualTo(422);
        assertThat(failure.patientId()).isEqualTo("p1");
        assertThat(failure.operationOutcome()).isNotNull();
        assertThat(failure.resource()).isNotNull();
    }

    @Test
    void shouldParkWhatIsSaidOfAnUnknownPatientAndDeliverItInOrderOnceItIsKnown() throws Exception {
        Observation first = Samples.reading(Samples.measured(Vital.HEART_RATE, "71.00", "71", "/min"));
        publish(20);
        topics.publish(first);
        topics.publish(withdrawn(first));
        topics.flush();
        published.stream().map(Observation::patientId).filter(patient -> !patient.equals(first.patientId()))
                .forEach(patient -> ehr.register(patientOf(patient)));
        try (FhirExport export = export(false, null)) {
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
            assertThat(observations()).isNotEmpty().doesNotContain(ResourceIds.ofVital(first.id(), Vital.HEART_RATE));
            expected.add(ResourceIds.ofVital(first.id(), Vital.HEART_RATE));
            ehr.register(patientOf(first.patientId()));
            await().atMost(PATIENCE).until(() -> observations().equals(expected));
        }
        assertThat(ehr.stored().get("Observation/" + ResourceIds.ofVital(first.id(), Vital.HEART_RATE)))
                .contains("entered-in-error");
        assertThat(topics.failures()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void shouldBringEveryResourceOnceInEveryModeOverStopsAndResends(DeliveryMode mode) throws Exception {
        ehr.takeBy(mode);
        publish(60);
        List<Observation> sent = List.copyOf(published);
        try (FhirExport export = export(true, null)) {
            await().atMost(PATIENCE).until(() -> !ehr.stored().isEmpty());
        }
        sent.forEach(topics::publish);
        exportAll();
        assertThat(ehr.stored().keySet()).filteredOn(each -> each.startsWith("Observation/")).hasSize(expected.size());
        assertThat(ehr.doubled()).isEmpty();
        assertThat(topics.failures()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    @Tag("slow")
    void shouldBringEveryResourceOnceWhileExportersComeAndGo(DeliveryMode mode) throws Exception {
        ehr.takeBy(mode);
        publish(500);
        FhirExport first = export();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> ehr.arrivals().size() > 20);
        try (FhirExport second = export()) {
            await().atMost(PATIENCE).until(() -> topics.members(ExportedTopic.OBSERVATIONS).size() == 2);
            first.close();
            try (FhirExport third = export()) {
                await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
            }
        }
        assertThat(ehr.identifiersOf("Observation")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(topics.failures()).isEmpty();
    }

    @Test
    void shouldSayHowManyRecordsKafkaForgotWhileTheServerWasAway() throws Exception {
        Observation first = Samples.reading(Samples.measured(Vital.HEART_RATE, "71.00", "71", "/min"));
        byte[] key = Topics.OBSERVATIONS.key().encode(first.patientId());
        byte[] value = Topics.OBSERVATIONS.value().encode(first);
        int partition = topics.publishBytes(Topics.OBSERVATIONS, key, value).get().partition();
        exportAll();
        for (int i = 0; i < 9; i++) {
            topics.publish(first);
        }
        topics.flush();
        topics.forgetBefore(Topics.OBSERVATIONS, partition, 7);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (FhirExport export = FhirExport.start(
                new FhirExportConfig("127.0.0.1", 0, directory.resolve("fhir"), ehr.base(), null, true, Flavour.R4),
                topics.connection(), registry, InstantSource.system())) {
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
        }
        assertThat(registry.get("vigil.fhir.forgotten").tag("topic", Topics.OBSERVATIONS.name()).counter().count())
                .isEqualTo(6);
    }

    private static Observation withdrawn(Observation first) {
        return new Observation(first.id(), 5, first.patientId(), first.deviceId(), first.gateway(),
                first.readingId(), first.takenAt(), first.deviceTakenAt(), first.clockOffset(), first.receivedAt(),
                first.admittedAt(), first.measurements(), first.late(), ObservationStatus.ENTERED_IN_ERROR);
    }

    private static String patientOf(PatientId patient) {
        return "{\"resourceType\":\"Patient\",\"id\":\"theirs-" + patient.value() + "\",\"identifier\":"
                + "[{\"system\":\"urn:vigil:patient\",\"value\":\"" + patient.value() + "\"}]}";
    }

    @Test
    void shouldAmendAndWithdrawInPlace() throws Exception {
        Observation first = readings.next();
        topics.publish(first);
        exportAll();
        topics.publish(withdrawn(first));
        exportAll();
        assertThat(ehr.stored().entrySet()).filteredOn(entry -> entry.getKey().startsWith("Observation/"))
                .allSatisfy(entry -> assertThat(entry.getValue()).contains("entered-in-error"));
    }

    @Test
    @Tag("slow")
    void shouldStayInItsGroupAndSayWhyWhileTheServerIsAway() throws Exception {
        publish(20);
        ehr.away(true);
        try (FhirExport export = export()) {
            await().atMost(PATIENCE).until(() -> readiness(export).contains("the FHIR server answers 503"));
            Set<String> members = topics.members(ExportedTopic.OBSERVATIONS);
            assertThat(members).hasSize(1);
            await().during(Duration.ofSeconds(8)).atMost(PATIENCE)
                    .until(() -> topics.members(ExportedTopic.OBSERVATIONS).equals(members));
            ehr.away(false);
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
            await().atMost(PATIENCE).until(() -> readiness(export).contains("\"ready\""));
        }
        assertThat(observations()).isEqualTo(expected);
    }

    @Test
    void shouldStartWithoutKafkaAndSaySo() throws Exception {
        try (FhirExport export = FhirExport.start(
                new FhirExportConfig("127.0.0.1", 0, directory.resolve("fhir"), ehr.base(), null, true, Flavour.R4),
                KafkaConnection.to("127.0.0.1:1"), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.system())) {
            assertThat(readiness(export)).contains("not ready").contains("patients and devices are not read yet");
        }
    }

    private static String readiness(FhirExport export) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI ready = URI.create("http://127.0.0.1:" + export.port() + "/health/ready");
            return client.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString()).body();
        }
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            Observation reading = readings.next();
            topics.publish(reading);
            published.add(reading);
            ReadingMapper.map(reading, Subject.of(reading.patientId(), null, true))
                    .forEach(resource -> expected.add(resource.getIdPart()));
        }
        topics.flush();
    }

    private void exportAll() throws Exception {
        topics.flush();
        try (FhirExport export = export()) {
            await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
        }
    }

    private FhirExport export() {
        return export(true, null);
    }

    private FhirExport export(boolean createPatients, @Nullable DeliveryMode mode) {
        return FhirExport.start(new FhirExportConfig("127.0.0.1", 0, directory.resolve("fhir"), ehr.base(), mode,
                createPatients, Flavour.R4),
                topics.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system());
    }

    private Set<String> observations() {
        return ehr.stored().keySet().stream().filter(reference -> reference.startsWith("Observation/"))
                .map(reference -> reference.substring("Observation/".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
