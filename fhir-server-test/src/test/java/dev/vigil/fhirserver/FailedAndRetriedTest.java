package dev.vigil.fhirserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.app.command.VigilCommand;
import dev.vigil.app.fhir.FailedDeliveries;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.FhirExport;
import dev.vigil.fhir.FhirExportConfig;
import dev.vigil.fhir.TestTopics;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.ResourceIds;
import dev.vigil.fhir.mapping.Samples;
import dev.vigil.fhir.rest.LightEhr;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./vigil fhir failed` and `./vigil fhir retry`, between a real broker and a server that refuses.
class FailedAndRetriedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private TestTopics topics;
    private LightEhr ehr;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void start() throws Exception {
        topics = TestTopics.start(directory.resolve("kafka"));
        ehr = LightEhr.start();
        ehr.refuse(resource -> resource instanceof org.hl7.fhir.r4.model.Observation observation
                && refused.contains(observation.getIdentifierFirstRep().getValue()));
    }

    @AfterEach
    void stop() {
        ehr.close();
        topics.close();
    }

    @Test
    void shouldSayWhatIsRefusedAndSendItAgainInEachPatientsOrderOnceTheCauseIsMended() throws Exception {
        List<Observation> readings = List.of(reading("a", 1, 0), reading("a", 2, 0), reading("b", 1, 0),
                reading("a", 3, 0), reading("b", 2, 0));
        readings.stream().filter(reading -> !reading.readingId().value().equals("b-2"))
                .forEach(reading -> refused.add(id(reading)));
        readings.forEach(topics::publish);
        try (FhirExport ignored = export()) {
            awaitExported();
            assertThat(ehr.stored().keySet()).filteredOn(each -> each.startsWith("Observation/"))
                    .containsExactly(reference(readings.getLast()));
            assertThat(run("fhir", "failed")).contains("4 × Observation: it breaks a rule of the server (422)")
                    .contains("./vigil fhir retry").endsWith("exit 1");

            String hopeless = id(readings.get(2));
            refused.retainAll(Set.of(hopeless));
            assertThat(run("fhir", "retry")).contains("3 delivered, 1 refused again, 0 waiting, 0 unreadable")
                    .endsWith("exit 1");
            assertThat(ehr.arrivals()).filteredOn(each -> readings.stream().limit(4).map(this::reference).toList()
                    .contains(each)).containsExactly(reference(readings.get(0)), reference(readings.get(1)),
                            reference(readings.get(3)));
            assertThat(run("fhir", "failed")).contains("1 × Observation").endsWith("exit 1");

            refused.clear();
            assertThat(run("fhir", "retry")).contains("1 delivered, 0 refused again").endsWith("exit 0");
            assertThat(run("fhir", "failed")).contains("Nothing is refused.").endsWith("exit 0");
        }
        assertThat(ehr.stored()).containsKey(reference(readings.get(2)));
    }

    @Test
    void shouldNotPutWhatWasRefusedOverWhatIsNewer() throws Exception {
        Observation first = reading("a", 1, 0);
        refused.add(id(first));
        topics.publish(first);
        try (FhirExport ignored = export()) {
            awaitExported();
            refused.clear();
            topics.publish(reading("a", 1, 3));
            awaitExported();
            assertThat(run("fhir", "retry")).contains("1 delivered").endsWith("exit 0");
        }
        assertThat(ehr.stored().get(reference(first))).contains("amended");
    }

    /// As after a version of Vigil that stumbled over a record which the next one can map.
    @Test
    void shouldMapAnewWhatCouldNotBeMappedAndSayWhatStillCannot() throws Exception {
        Observation reading = reading("a", 1, 0);
        topics.publish(reading);
        topics.flush();
        int partition = topics.publishBytes(Topics.OBSERVATIONS, "a".getBytes(StandardCharsets.UTF_8),
                "no reading".getBytes(StandardCharsets.UTF_8)).get().partition();
        try (FhirExport ignored = export()) {
            awaitExported();
            ehr.forget(reference(reading));
            topics.publish(Topics.FHIR_FAILED, "a", new FhirFailure("a", null, null, Topics.OBSERVATIONS.name(),
                    partition, 0, 0, "cannot be mapped: ArithmeticException", null, null, Instant.EPOCH, null));
            topics.flush();
            assertThat(run("fhir", "failed")).contains("not sent: cannot be mapped", "not sent: malformed")
                    .endsWith("exit 1");
            assertThat(run("fhir", "retry")).contains("1 delivered, 1 refused again, 0 waiting, 0 unreadable");
        }
        assertThat(ehr.stored()).containsKey(reference(reading));
        assertThat(FailedDeliveries.outstanding(topics.connection())).singleElement()
                .extracting(FhirFailure::reason).asString().startsWith("malformed");
    }

    private FhirExport export() {
        return FhirExport.start(
                new FhirExportConfig("127.0.0.1", 0, directory.resolve("fhir"), ehr.base(), null, true, Flavour.R4),
                topics.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system());
    }

    private void awaitExported() {
        topics.flush();
        await().atMost(PATIENCE).until(() -> topics.isExported(ExportedTopic.OBSERVATIONS));
    }

    private static Observation reading(String patient, int number, int revision) {
        PatientId owner = new PatientId(patient);
        DeviceId device = new DeviceId("scale");
        ReadingId reading = new ReadingId(patient + "-" + number);
        return new Observation(Observation.idOf(owner, device, reading), revision, owner, device, null, reading,
                Samples.TAKEN.plusSeconds(number), null, null, Samples.RECEIVED, Samples.RECEIVED,
                List.of(Samples.measured(Vital.BODY_WEIGHT, "81.250", "81.25", "kg")), false,
                revision == 0 ? ObservationStatus.FINAL : ObservationStatus.AMENDED);
    }

    private static String id(Observation reading) {
        return ResourceIds.ofVital(reading.id(), Vital.BODY_WEIGHT);
    }

    private String reference(Observation reading) {
        return "Observation/" + id(reading);
    }

    /// What the command prints, and its exit code.
    private String run(String... command) {
        String[] arguments = Arrays.copyOf(command, command.length + 2);
        arguments[command.length] = "--set";
        arguments[command.length + 1] = "kafka.bootstrapServers=" + topics.connection().bootstrapServers();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int exit = VigilCommand.run(arguments);
            return out.toString(StandardCharsets.UTF_8) + "exit " + exit;
        } finally {
            System.setOut(before);
        }
    }
}
