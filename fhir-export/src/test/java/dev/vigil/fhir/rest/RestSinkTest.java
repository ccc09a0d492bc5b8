package dev.vigil.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.fhir.rest.LightEhr.Hostility;
import dev.vigil.fhir.rest.LightEhr.Hostility.Status;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Parcel;
import dev.vigil.fhir.sink.Refusal;
import dev.vigil.fhir.sink.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Over real HTTP, against a server that misbehaves.
class RestSinkTest {

    private static final EncodedResource PATIENT = new EncodedResource("Patient", "p",
            "{\"resourceType\":\"Patient\",\"id\":\"p\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"7\"},"
                    + "{\"system\":\"urn:vigil:patient\",\"value\":\"p1\"}]}");

    private LightEhr ehr;
    private RestSink sink;

    @BeforeEach
    void start() throws IOException {
        ehr = LightEhr.start();
        BackOff quick = new BackOff(Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofMillis(20));
        sink = new RestSink(new RestSettings(ehr.base(), null, true, new RestSettings.Batches(10, 100_000, 1),
                Duration.ofSeconds(1), quick), Authorization.none(), ServerIds.none(), InstantSource.system());
    }

    @AfterEach
    void stop() {
        sink.close();
        ehr.close();
    }

    @Test
    void shouldPutWhatIsReferredToFirstAndOnce() throws Exception {
        deliver(exports(25));
        deliver(exports(25));
        assertThat(ehr.stored()).hasSize(26);
        assertThat(ehr.stored().keySet()).allSatisfy(reference -> assertThat(ehr.version(reference)).isEqualTo(1));
        assertThat(ehr.bundleSizes()).containsExactly(10, 10, 5, 10, 10, 5);
    }

    @Test
    void shouldSendOnlyTheLastVersionOfAResource() throws Exception {
        deliver(List.of(export(0, observation("o0", "final")), export(1, observation("o1", "final")),
                export(2, observation("o0", "amended"))));
        assertThat(ehr.stored().get("Observation/o0")).contains("amended");
        assertThat(ehr.version("Observation/o0")).isEqualTo(1);
        assertThat(ehr.doubled()).isEmpty();
    }

    @Test
    void shouldOutlastAServerInTrouble() throws Exception {
        ehr.next(Status.of(503), new Hostility.Reset(), new Status(429, "0"), Status.of(500), new Hostility.Page(),
                Status.of(408), new Hostility.BusyEntries(), new Hostility.BusyEntries(), new Hostility.Reset());
        assertThat(deliver(exports(30))).isEmpty();
        assertThat(ehr.stored()).hasSize(31);
        assertThat(sink.problem()).isEmpty();
    }

    @Test
    void shouldOutlastAnHourOfFiveHundredsWithoutGivingAnythingUp() throws Exception {
        IntStream.range(0, 60).forEach(i -> ehr.next(Status.of(500)));
        assertThat(deliver(exports(5))).isEmpty();
        assertThat(ehr.stored()).hasSize(6);
    }

    @Test
    void shouldSplitWhatIsTooLarge() throws Exception {
        ehr.limitTo(3);
        assertThat(deliver(exports(10))).isEmpty();
        assertThat(ehr.stored()).hasSize(11);
    }

    @Test
    void shouldPutAsideOnlyTheCulpritOfARefusedBatch() throws Exception {
        List<Export> exports = List.of(export(0, observation("o0", "final")), export(1, observation("o1", "nonsense")),
                export(2, observation("o2", "final")), export(3, observation("o3", "final")));
        List<Refusal> refusals = deliver(exports);
        assertThat(refusals).singleElement().satisfies(refusal -> {
            assertThat(refusal.resource().id()).isEqualTo("o1");
            assertThat(refusal.export().source().offset()).isEqualTo(1);
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.operationOutcome()).contains("does not parse");
        });
        assertThat(observations()).containsOnly("Observation/o0", "Observation/o2", "Observation/o3");
    }

    @Test
    void shouldPutAsideOnlyTheEntryThatIsRefused() throws Exception {
        ehr.refuse(resource -> "o7".equals(resource.getIdPart()));
        assertThat(deliver(exports(10))).singleElement().satisfies(refusal -> {
            assertThat(refusal.resource().id()).isEqualTo("o7");
            assertThat(refusal.operationOutcome()).contains("not wanted");
        });
        assertThat(ehr.stored()).hasSize(10);
    }

    @Test
    void shouldSendThePatientAgainToAServerThatLostIt() throws Exception {
        deliver(exports(3));
        ehr.forget("Patient/1000");
        assertThat(deliver(List.of(export(9, observation("o9", "final")), export(10, observation("o10", "final")))))
                .isEmpty();
        assertThat(ehr.stored()).containsKeys("Patient/1001", "Observation/o9", "Observation/o10");
    }

    @Test
    void shouldSendAPatientAgainWhenItChanged() throws Exception {
        deliver(exports(1));
        EncodedResource changed = new EncodedResource("Patient", "p",
                PATIENT.json().replace("\"identifier\":[", "\"birthDate\":\"1951-03-02\",\"identifier\":["));
        deliver(List.of(new Export(new Source("t", "id", 0, 1), "p1", "", List.of(changed), List.of())));
        assertThat(ehr.stored().get("Patient/1000")).contains("1951-03-02");
    }

    @Test
    void shouldWaitForAPersonWhereItIsNotLetInAndSaySo() throws Exception {
        IntStream.range(0, 50).forEach(i -> ehr.next(Status.of(401)));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var delivered = executor.submit(() -> deliver(exports(2)));
            await().until(() -> sink.problem().isPresent());
            assertThat(sink.problem().orElseThrow()).contains("401");
            assertThat(delivered.get()).isEmpty();
        }
        assertThat(sink.problem()).isEmpty();
        assertThat(ehr.stored()).hasSize(3);
    }

    @Test
    @Timeout(30)
    void shouldLetCriticalResultsPassWhileItSendsWhatBothReferTo() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch sending = new CountDownLatch(1);
            ehr.refuse(resource -> {
                if (resource.fhirType().equals("Device") && sending.getCount() > 0) {
                    sending.countDown();
                    await().until(sink::criticalAreOnTheirWay);
                }
                return false;
            });
            var ordinary = executor.submit(() -> deliver(List.of(withDevice(0, observation("o0", "final")))));
            assertThat(sending.await(10, TimeUnit.SECONDS)).isTrue();
            var critical = executor.submit(() -> sink.deliver(
                    new Parcel(List.of(withDevice(1, observation("o1", "final"))), true, false)).refused());
            assertThat(critical.get(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(ordinary.get(10, TimeUnit.SECONDS)).isEmpty();
        }
        assertThat(observations()).containsOnly("Observation/o0", "Observation/o1");
    }

    private static Export withDevice(long offset, EncodedResource resource) {
        return new Export(new Source("t", "id", 0, offset), "p1", "",
                List.of(PATIENT, reference("Device"), reference("DeviceMetric")), List.of(resource));
    }

    private static EncodedResource reference(String type) {
        return new EncodedResource(type, "d", "{\"resourceType\":\"" + type + "\",\"id\":\"d\"}");
    }

    private List<String> observations() {
        return ehr.stored().keySet().stream().filter(reference -> reference.startsWith("Observation/")).toList();
    }

    private List<Refusal> deliver(List<Export> exports) throws InterruptedException {
        return sink.deliver(Parcel.of(exports)).refused();
    }

    private static List<Export> exports(int count) {
        return IntStream.range(0, count).mapToObj(i -> export(i, observation("o" + i, "final"))).toList();
    }

    private static Export export(long offset, EncodedResource resource) {
        return new Export(new Source("t", "id", 0, offset), "p1", "", List.of(PATIENT), List.of(resource));
    }

    private static EncodedResource observation(String id, String status) {
        return new EncodedResource("Observation", id, "{\"resourceType\":\"Observation\",\"id\":\"" + id
                + "\",\"status\":\"" + status + "\",\"code\":{\"text\":\"x\"},"
                + "\"subject\":{\"reference\":\"Patient/p\"}}");
    }
}
