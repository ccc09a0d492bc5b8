package dev.vigil.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.fhir.sink.Delivered;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Parcel;
import dev.vigil.fhir.sink.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose a resource is on the server; and who goes first.
class SubjectsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private LightEhr ehr;
    private RestSink sink;

    @BeforeEach
    void start() throws IOException {
        ehr = LightEhr.start();
        sink = sink(false);
    }

    @AfterEach
    void stop() {
        sink.close();
        ehr.close();
    }

    @Test
    void shouldWriteNothingOfAPatientWhomTheServerDoesNotKnowAndAllOfTheOthers() throws Exception {
        ehr.register(patient("theirs", "1", ""));
        Delivered delivered = sink.deliver(Parcel.of(List.of(export(1), export(2))));
        assertThat(delivered.strangers()).containsExactly(export(2).source());
        assertThat(ehr.stored()).containsOnlyKeys("Patient/theirs", "Observation/o1");
        assertThat(ehr.stored().get("Observation/o1")).contains("\"Patient/theirs\"");
    }

    @Test
    void shouldFindAPatientThatIsRegisteredLater() throws Exception {
        assertThat(sink.deliver(Parcel.of(List.of(export(1)))).strangers()).hasSize(1);
        ehr.register(patient("theirs", "1", ""));
        now.updateAndGet(instant -> instant.plusSeconds(11));
        assertThat(sink.deliver(Parcel.of(List.of(export(1)))).strangers()).isEmpty();
        assertThat(ehr.stored()).containsKey("Observation/o1");
    }

    @Test
    void shouldFollowAPatientToTheOneThatReplacedIt() throws Exception {
        ehr.register(patient("new", "9", ""));
        ehr.register(patient("middle", "8", replacedBy("Patient/new")));
        ehr.register(patient("old", "1", replacedBy("Patient/middle")));
        sink.deliver(Parcel.of(List.of(export(1))));
        assertThat(ehr.stored().get("Observation/o1")).contains("\"Patient/new\"");
    }

    @Test
    void shouldFollowAReplacementThatIsNamedByItsAddressAndVersion() throws Exception {
        ehr.register(patient("new", "9", ""));
        ehr.register(patient("old", "1", replacedBy(ehr.base() + "/Patient/new/_history/1")));
        sink.deliver(Parcel.of(List.of(export(1))));
        assertThat(ehr.stored().get("Observation/o1")).contains("\"Patient/new\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://elsewhere.example/fhir/Patient/new", "Patient/gone", "Patient/old", "urn:uuid:new"})
    void shouldWriteNothingToAReplacedPatientWhoseReplacementCannotBeRead(String reference) throws Exception {
        ehr.register(patient("old", "1", replacedBy(reference)));
        for (boolean createPatients : List.of(false, true)) {
            try (RestSink other = sink(createPatients)) {
                assertThat(other.deliver(Parcel.of(List.of(export(1)))).strangers()).hasSize(1);
            }
        }
        assertThat(ehr.stored()).containsOnlyKeys("Patient/old");
    }

    @Test
    void shouldNotBelieveAServerThatAnswersEverySearchWithTheOnePatientThatItHas() throws Exception {
        ehr.register(patient("somebody-else", "77", ""));
        ehr.ignoreSearches();
        for (boolean createPatients : List.of(false, true)) {
            try (RestSink other = sink(createPatients)) {
                assertThat(other.deliver(Parcel.of(List.of(export(1)))).strangers()).hasSize(1);
            }
        }
        assertThat(ehr.stored()).containsOnlyKeys("Patient/somebody-else");
    }

    @Test
    void shouldFollowAMergeThatHappensMeanwhile() throws Exception {
        ehr.register(patient("old", "1", ""));
        sink.deliver(Parcel.of(List.of(export(1))));
        ehr.register(patient("new", "1", ""));
        ehr.register(patient("old", "1", replacedBy("Patient/new")));
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(11)));
        sink.deliver(Parcel.of(List.of(exportOf(1, "o9"))));
        assertThat(ehr.stored().get("Observation/o9")).contains("\"Patient/new\"");
    }

    @Test
    void shouldWriteNothingWhereTwoCouldBeMeant() throws Exception {
        ehr.register(patient("one", "1", ""));
        ehr.register(patient("other", "1", ""));
        assertThat(sink.deliver(Parcel.of(List.of(export(1)))).strangers()).hasSize(1);
        assertThat(ehr.stored()).hasSize(2);
    }

    @Test
    void shouldCreateNoSecondPatientWhereTheServerHoldsThePerson() throws Exception {
        ehr.register(patient("theirs", "1", ""));
        try (RestSink creating = sink(true)) {
            assertThat(creating.deliver(Parcel.of(List.of(export(1), export(2)))).strangers()).isEmpty();
        }
        assertThat(ehr.stored().keySet()).filteredOn(each -> each.startsWith("Patient/"))
                .containsExactlyInAnyOrder("Patient/theirs", "Patient/1000");
        assertThat(ehr.version("Patient/theirs")).isEqualTo(1);
    }

    /// A server that gives all ids and does not say so.
    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 422})
    void shouldCreatePatientsUnderTheServersIdsOnceItRefusedOurs(int status) throws Exception {
        ehr.takeBy(DeliveryMode.SINGLE_POST);
        ehr.refuseIdsWith(status);
        try (RestSink creating = sink(true)) {
            assertThat(creating.deliver(Parcel.of(List.of(export(1)))).strangers()).isEmpty();
            assertThat(creating.deliver(Parcel.of(List.of(exportOf(1, "o3"), export(2)))).strangers()).isEmpty();
        }
        List<String> patients = ehr.stored().keySet().stream().filter(each -> each.startsWith("Patient/")).toList();
        assertThat(patients).hasSize(2).allSatisfy(each -> assertThat(each).matches("Patient/\\d+"));
        assertThat(ehr.stored().entrySet()).filteredOn(each -> each.getKey().startsWith("Observation/"))
                .hasSize(3).allSatisfy(each -> assertThat(each.getValue()).containsPattern(
                        "\"reference\": ?\"(" + String.join("|", patients) + ")\""));
    }

    @Test
    void shouldBringCriticalResultsFirstAfterAnOutage() throws Exception {
        ehr.register(patient("theirs", "1", ""));
        sink.deliver(Parcel.of(List.of(exportOf(1, "o0"))));
        ehr.away(true);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var bulk = executor.submit(() -> sink.deliver(Parcel.of(List.of(export(1)))));
            await().until(() -> sink.problem().isPresent());
            var critical = executor.submit(() -> sink.deliver(new Parcel(List.of(exportOf(1, "alert")), true, false)));
            await().until(() -> sink.criticalAreOnTheirWay());
            ehr.away(false);
            bulk.get();
            critical.get();
        }
        assertThat(ehr.arrivals()).containsSubsequence("Observation/alert", "Observation/o1");
    }

    private RestSink sink(boolean createPatients) {
        BackOff quick = new BackOff(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(50));
        return new RestSink(new RestSettings(ehr.base(), null, createPatients,
                new RestSettings.Batches(10, 100_000, 2), Duration.ofSeconds(1), quick), Authorization.none(),
                ServerIds.none(), now::get);
    }

    private static Export export(int patient) {
        return exportOf(patient, "o" + patient);
    }

    private static Export exportOf(int patient, String id) {
        EncodedResource subject = new EncodedResource("Patient", "pt-" + patient,
                patient("pt-" + patient, Integer.toString(patient), ""));
        EncodedResource resource = new EncodedResource("Observation", id, "{\"resourceType\":\"Observation\",\"id\":\""
                + id + "\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/pt-"
                + patient + "\"}}");
        return new Export(new Source("t", "id", 0, patient), "p" + patient, "", List.of(subject), List.of(resource));
    }

    private static String patient(String id, String number, String link) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"," + link
                + "\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"" + number + "\"}]}";
    }

    private static String replacedBy(String other) {
        return "\"link\":[{\"other\":{\"reference\":\"" + other + "\",\"display\":\"x\"},\"type\":\"replaced-by\"}],";
    }
}
