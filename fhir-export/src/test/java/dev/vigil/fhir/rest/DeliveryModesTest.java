package dev.vigil.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.fhir.rest.LightEhr.Hostility;
import dev.vigil.fhir.rest.LightEhr.Hostility.Status;
import dev.vigil.fhir.sink.Delivered;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Parcel;
import dev.vigil.fhir.sink.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every mode in which a server can take resources, whatever the server does meanwhile: each is there once, in its
/// latest revision.
class DeliveryModesTest {

    private static final EncodedResource PATIENT = new EncodedResource("Patient", "pt-1",
            "{\"resourceType\":\"Patient\",\"id\":\"pt-1\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"7\"}]}");
    private static final EncodedResource DEVICE = new EncodedResource("Device", "dv-1",
            "{\"resourceType\":\"Device\",\"id\":\"dv-1\",\"identifier\":[{\"system\":\"urn:vigil:device\","
                    + "\"value\":\"cuff\"}]}");

    private LightEhr ehr;
    private RestSink sink;
    private final RememberedIds ids = new RememberedIds();

    @BeforeEach
    void start() throws IOException {
        ehr = LightEhr.start();
        sink = sink();
    }

    @AfterEach
    void stop() {
        sink.close();
        ehr.close();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void shouldBringEachOnceOverEverythingThatCanGoWrong(DeliveryMode mode) throws Exception {
        ehr.takeBy(mode);
        Random random = new Random(mode.ordinal());
        for (int round = 0; round < 6; round++) {
            int from = 20 * round;
            IntStream.range(0, 10).forEach(i -> ehr.next(hostility(random.nextInt(9))));
            assertThat(sink.deliver(new Parcel(exports(from, 20), false, false)).refused()).isEmpty();
        }
        assertOnce(120);
    }

    /// An interface engine that queues: 202, no word of where, and not to be found for a while.
    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void shouldBringEachOnceToAServerThatTakesAtOnceAndStoresLater(DeliveryMode mode) throws Exception {
        ehr.takeBy(mode);
        sink.deliver(Parcel.of(exports(0, 1)));
        for (int number = 1; number < 10; number++) {
            ehr.next(new Hostility.Later(number % 4));
            assertThat(sink.deliver(Parcel.of(exports(number, 1))).refused()).isEmpty();
        }
        assertOnce(10);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void shouldBringEachOnceWhereACrashForgotWhatWasSent(DeliveryMode mode) throws Exception {
        ehr.takeBy(mode);
        sink.deliver(Parcel.of(exports(0, 30)));
        ids.crash();
        try (RestSink next = sink()) {
            next.deliver(new Parcel(exports(0, 40), false, true));
        }
        assertOnce(40);
        assertThat(ehr.stored().keySet()).allSatisfy(reference -> assertThat(ehr.version(reference)).isEqualTo(1));
    }

    @ParameterizedTest
    @EnumSource(value = DeliveryMode.class, mode = EnumSource.Mode.EXCLUDE, names = "SINGLE_POST")
    void shouldBringEachOnceFromSeveralAtATime(DeliveryMode mode) throws Exception {
        ehr.takeBy(mode);
        try (RestSink other = sink(); var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Delivered>> both = List.of(() -> sink.deliver(Parcel.of(exports(0, 60))),
                    () -> other.deliver(Parcel.of(exports(0, 60))));
            for (var done : executor.invokeAll(both)) {
                done.get();
            }
        }
        assertOnce(60);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void shouldKeepTheHighestRevisionInWhateverOrderTheyCome(DeliveryMode mode) throws Exception {
        ehr.takeBy(mode);
        sink.deliver(Parcel.of(List.of(export(0, 0))));
        sink.deliver(Parcel.of(List.of(export(0, 2))));
        sink.deliver(Parcel.of(List.of(export(0, 1))));
        sink.deliver(new Parcel(List.of(export(0, 0)), false, true));
        assertOnce(1);
        assertThat(observations()).singleElement().asString().contains("revision 2");
    }

    /// Many vendors take vital signs and nothing else.
    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void shouldLeaveOutWhatTheServerDoesNotTakeAndBringTheRest(DeliveryMode mode) throws Exception {
        ehr.takeBy(mode);
        ehr.takeOnly("Patient", "Observation");
        Delivered delivered = sink.deliver(Parcel.of(exports(0, 20)));
        assertThat(delivered.refused()).isEmpty();
        assertThat(delivered.leftOut()).contains("Device", "Provenance", "Flag").doesNotContain("Observation");
        assertOnce(20);
        assertThat(observations()).allSatisfy(json -> assertThat(json).doesNotContain("Device/dv-1")
                .contains("\"device\":{\"identifier\":{\"system\":\"urn:vigil:device\",\"value\":\"cuff\"}}"));
        assertThat(sink.problem()).isEmpty();
    }

    @Test
    void shouldBringEachTypeInTheModeThatTheServerNamesForIt() throws Exception {
        ehr.takeBy(DeliveryMode.PUT);
        ehr.takeBy("Device", DeliveryMode.CONDITIONAL_CREATE);
        for (int round = 0; round < 2; round++) {
            try (RestSink fresh = sink()) {
                assertThat(fresh.deliver(Parcel.of(exports(0, 5))).refused()).isEmpty();
            }
        }
        assertOnce(5);
        assertThat(ehr.stored()).containsKey("Observation/o4");
        assertThat(ehr.stored().keySet()).filteredOn(each -> each.startsWith("Device/")).hasSize(1)
                .doesNotContain("Device/dv-1");
    }

    @ParameterizedTest
    @CsvSource({"400, CONDITIONAL_UPDATE", "404, CONDITIONAL_UPDATE", "405, CONDITIONAL_CREATE", "422, SINGLE_POST"})
    void shouldFindOutThatTheServerGivesAllIdsThoughItDoesNotSaySo(int status, DeliveryMode mode) throws Exception {
        ehr.takeBy(mode);
        ehr.refuseIdsWith(status);
        assertThat(sink.deliver(Parcel.of(exports(0, 20))).refused()).isEmpty();
        assertThat(sink.deliver(new Parcel(exports(0, 30), false, true)).refused()).isEmpty();
        assertOnce(30);
        assertThat(ehr.stored().keySet()).allSatisfy(reference -> assertThat(reference).matches("\\w+/\\d+"));
        assertThat(sink.problem()).isEmpty();
    }

    @Test
    void shouldSetAsideALoneRecordThatIsForbiddenAndWaitForAPersonWhereNothingWasTakenSince() throws Exception {
        ehr.takeBy(DeliveryMode.SINGLE_POST);
        sink.deliver(Parcel.of(exports(0, 1)));
        ehr.next(Status.of(403));
        assertThat(sink.deliver(Parcel.of(exports(1, 1))).strangers()).hasSize(1);
        assertOnce(1);
        ehr.next(Status.of(403));
        assertThat(sink.deliver(Parcel.of(exports(2, 1))).strangers()).isEmpty();
        assertOnce(2);
        ehr.next(Status.of(403));
        assertThat(sink.deliver(new Parcel(exports(1, 1), false, true, true)).strangers()).hasSize(1);
    }

    @Test
    void shouldNotTakeTheFaultOfOneResourceForThatOfItsId() throws Exception {
        ehr.takeBy(DeliveryMode.PUT);
        ehr.refuse(resource -> resource instanceof Observation observation
                && observation.getIdentifierFirstRep().getValue().equals("o0"));
        assertThat(sink.deliver(Parcel.of(exports(0, 1))).refused()).hasSize(1);
        assertThat(sink.deliver(Parcel.of(exports(1, 3))).refused()).isEmpty();
        assertThat(ehr.stored()).containsKeys("Observation/o1", "Observation/o3").doesNotContainKey("Observation/o0");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void shouldReferToTheServersOwnIds(DeliveryMode mode) throws Exception {
        ehr.register("{\"resourceType\":\"Patient\",\"id\":\"theirs\",\"identifier\":"
                + "[{\"system\":\"urn:mrn\",\"value\":\"7\"}]}");
        ehr.takeBy(mode);
        sink.deliver(Parcel.of(exports(0, 3)));
        String device = ehr.stored().keySet().stream().filter(each -> each.startsWith("Device/")).findFirst()
                .orElseThrow();
        assertThat(observations()).hasSize(3).allSatisfy(
                json -> assertThat(json).contains("\"Patient/theirs\"").contains("\"" + device + "\""));
        assertThat(ehr.stored().keySet()).filteredOn(each -> each.startsWith("Patient/")).hasSize(1);
    }

    private RestSink sink() {
        BackOff quick = new BackOff(Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofMillis(20));
        return new RestSink(new RestSettings(ehr.base(), null, true, new RestSettings.Batches(10, 100_000, 2),
                Duration.ofMillis(500), quick), Authorization.none(), ids, InstantSource.system());
    }

    private static Hostility hostility(int which) {
        return switch (which) {
            case 0 -> new Hostility.LostReply();
            case 1 -> new Hostility.HalfReply();
            case 2 -> new Hostility.Forgetful();
            case 3 -> new Hostility.BusyEntries();
            case 4 -> new Hostility.Reset();
            case 5 -> new Status(503, "0");
            case 6 -> Status.of(409);
            case 7 -> new Hostility.Page();
            default -> new Hostility.SlowBody();
        };
    }

    private void assertOnce(int count) {
        assertThat(ehr.doubled()).isEmpty();
        assertThat(observations()).hasSize(count);
        List<String> identifiers = new ArrayList<>();
        observations().forEach(json -> identifiers.add(json.replaceAll(".*\"value\":\"(o\\d+)\".*", "$1")));
        assertThat(identifiers).doesNotHaveDuplicates();
    }

    private List<String> observations() {
        return ehr.stored().entrySet().stream().filter(entry -> entry.getKey().startsWith("Observation/"))
                .map(Map.Entry::getValue).toList();
    }

    private static List<Export> exports(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> export(i, 0)).toList();
    }

    private static Export export(int number, int revision) {
        String extension = revision == 0 ? ""
                : "\"extension\":[{\"url\":\"urn:vigil:revision\",\"valueString\":\"" + revision + "\"}],";
        EncodedResource resource = new EncodedResource("Observation", "o" + number,
                "{\"resourceType\":\"Observation\",\"id\":\"o" + number + "\"," + extension
                        + "\"identifier\":[{\"system\":\"urn:vigil:observation\",\"value\":\"o" + number + "\"}],"
                        + "\"status\":\"final\",\"code\":{\"text\":\"revision " + revision + "\"},"
                        + "\"subject\":{\"reference\":\"Patient/pt-1\"},\"device\":{\"reference\":\"Device/dv-1\","
                        + "\"identifier\":{\"system\":\"urn:vigil:device\",\"value\":\"cuff\"}}}",
                revision);
        return new Export(new Source("t", "id", 0, number), "p" + number % 7, "", List.of(PATIENT, DEVICE),
                List.of(resource));
    }
}
