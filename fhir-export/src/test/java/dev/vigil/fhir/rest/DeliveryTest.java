package dev.vigil.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.fhir.rest.Answer.Answered;
import dev.vigil.fhir.rest.Answer.Broken;
import dev.vigil.fhir.rest.Answer.Entry;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {

    private static final EncodedResource PATIENT = new EncodedResource("Patient", "p", "{}");
    private static final Pause.None NONE = new Pause.None();

    private final BackOff backOff = BackOff.standard();
    private final Delivery delivery = new Delivery(backOff, new Known(true, false, false));

    @Test
    void shouldBeDoneWhenAllIsTaken() {
        Step step = delivery.decide(work(2), batch(201, 200));
        assertThat(step.stored()).extracting(Step.Stored::entry).isEqualTo(work(2).entries());
        assertThat(step.again()).isEmpty();
        assertThat(delivery.decide(work(1), batch(201)).stored()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504})
    void shouldSendAgainLaterWhatTheServerCannotTakeNow(int status) {
        for (Work work : List.of(work(1), work(3))) {
            Step step = delivery.decide(work, answered(status));
            assertThat(step.again()).containsExactly(work.again());
            assertThat(step.refused()).isEmpty();
            assertThat(step.pause()).isInstanceOf(Pause.BackOff.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504})
    void shouldNeverGiveUpWhatTheServerIsTooBusyFor(int status) {
        Work tired = new Work(work(1).entries(), 1_000, true);
        assertThat(delivery.decide(tired, answered(status)).again()).containsExactly(tired.again());
    }

    @Test
    void shouldFindTheEntryThatIsBusyInsideAnAnswerThatIsFine() {
        Work work = work(3);
        Step step = delivery.decide(work, batch(201, 429, 200));
        assertThat(step.again()).containsExactly(new Work(work.entries().subList(1, 2), 1, false));
        assertThat(step.pause()).isInstanceOf(Pause.BackOff.class);
    }

    @Test
    void shouldWaitAsLongAsTheServerAsks() {
        Step step = delivery.decide(work(2), new Answered(503, Duration.ofMinutes(7), List.of(), null));
        assertThat(step.pause()).isInstanceOfSatisfying(Pause.BackOff.class,
                pause -> assertThat(pause.length()).isEqualTo(Duration.ofMinutes(7)));
    }

    @Test
    void shouldNotWaitForYearsBecauseAServerSaysSo() {
        assertThat(backOff.after(0, Duration.ofDays(365))).isEqualTo(Duration.ofHours(1));
        assertThat(backOff.after(0, Duration.ofSeconds(-5))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void shouldWaitTwiceAsLongEachTimeUpToABound() {
        assertThat(backOff.after(0, null)).isEqualTo(Duration.ofMillis(500));
        assertThat(backOff.after(1, null)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backOff.after(1_000, null)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void shouldTakeABrokenConnectionAndAnAnswerOfTheWrongLengthForAnOutage() {
        for (Answer answer : List.of(new Broken("reset"), batch(201))) {
            Step step = delivery.decide(work(3), answer);
            assertThat(step.again()).containsExactly(work(3).again());
            assertThat(step.pause()).isInstanceOf(Pause.BackOff.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 405})
    void shouldCallTheOperatorWhenTheServerIsNotThereOrDoesNotLetUsIn(int status) {
        Step step = delivery.decide(work(3), answered(status));
        assertThat(step.again()).containsExactly(work(3));
        assertThat(step.pause()).isInstanceOf(Pause.CallOperator.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void shouldHalveABatchThatIsRefusedAsAWhole(int status) {
        Work work = work(3);
        Step step = delivery.decide(work, answered(status));
        assertThat(step.again()).containsExactlyElementsOf(work.halves());
        assertThat(step.pause()).isEqualTo(NONE);
    }

    @Test
    void shouldLookForWhatIsTakenWithoutAWordOfWhere() {
        Work work = work(2);
        Answer silent = new Answered(200, null, List.of(new Entry(200, null, false, null),
                new Entry(201, "Observation/x", true, null)), null);
        Step step = delivery.decide(work, silent);
        assertThat(step.stored()).hasSize(1);
        assertThat(step.again())
                .containsExactly(new Work(List.of(work.entries().getFirst().looking(Look.AFTER)), 1, false));
        Answer one = new Answered(200, null, List.of(new Entry(200, null, false, null)), null);
        Outgoing looked = work.entries().getFirst().looking(Look.AFTER);
        assertThat(delivery.decide(new Work(List.of(looked), 5, false), one).again())
                .containsExactly(Work.suspect(looked, 5));
        assertThat(delivery.decide(Work.suspect(looked, 5), one).refused()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldLookBeforeItWritesAgainWhatSomethingElseOvertook(int size) {
        Step step = delivery.decide(work(size), batch(IntStream.range(0, size).map(i -> 412).toArray()));
        assertThat(step.again()).flatExtracting(Work::entries).hasSize(size)
                .allSatisfy(entry -> assertThat(entry.look()).isEqualTo(Look.BEFORE));
    }

    @Test
    void shouldLookAfterALostAnswerWhereAResendIsNotHarmless() {
        Step step = new Delivery(backOff, new Known(false, false, false)).decide(work(2), new Broken("reset"));
        assertThat(step.again()).containsExactly(
                work(2).with(entry -> entry.looking(Look.AFTER)).again());
    }

    @Test
    void shouldNotLookForWhatNeverLeft() {
        Step step = new Delivery(backOff, new Known(false, false, false)).decide(work(2),
                new Broken("no connection", false));
        assertThat(step.again()).containsExactly(work(2).again());
    }

    @Test
    void shouldLookSeveralTimesForWhatMayStillComeBeforeItIsSentAgain() {
        Delivery careful = new Delivery(backOff, new Known(false, false, false));
        Work work = careful.decide(work(1), new Broken("reset")).again().getFirst();
        for (int looks = 0; looks < 5; looks++) {
            assertThat(careful.isInDoubt(work.entries().getFirst())).isTrue();
            Step step = careful.lookAgain(work);
            assertThat(step.pause()).isInstanceOfSatisfying(Pause.BackOff.class,
                    pause -> assertThat(pause.length()).isPositive());
            work = step.again().getFirst();
        }
        assertThat(careful.isInDoubt(work.entries().getFirst())).isFalse();
        Work busy = careful.decide(work(1), answered(503)).again().getFirst();
        assertThat(careful.isInDoubt(busy.entries().getFirst())).as("it said that it has not begun").isFalse();
    }

    @Test
    void shouldKeepItsDoubtWhileNobodyCanTell() {
        Delivery careful = new Delivery(backOff, new Known(false, false, false));
        Work doubtful = careful.decide(work(1), new Broken("reset")).again().getFirst();
        for (Answer answer : List.of(answered(503), answered(500), new Broken("reset"))) {
            assertThat(careful.unanswered(doubtful, answer).again()).containsExactly(doubtful.again());
        }
    }

    @Test
    void shouldLetASealedRecordWaitAndCallTheOperatorWhereNoneMayBeWritten() {
        Work work = work(3);
        Step sealed = delivery.decide(work, batch(201, 403, 201));
        assertThat(sealed.barred()).containsExactly(work.entries().get(1));
        assertThat(sealed.pause()).isEqualTo(NONE);
        Step closed = delivery.decide(work, batch(403, 403, 429));
        assertThat(closed.barred()).isEmpty();
        assertThat(closed.pause()).isInstanceOf(Pause.CallOperator.class);
    }

    @Test
    void shouldLetALoneSealedRecordWaitWhereOthersOfItsTypeAreTaken() {
        Delivery open = new Delivery(backOff, new Known(true, false, true));
        Step sealed = open.decide(work(1), answered(403));
        assertThat(sealed.barred()).isEqualTo(work(1).entries());
        assertThat(sealed.pause()).isEqualTo(NONE);
        assertThat(open.decide(work(1), answered(401)).pause()).isInstanceOf(Pause.CallOperator.class);
        assertThat(open.decide(work(3), answered(403)).pause()).isInstanceOf(Pause.CallOperator.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 422})
    void shouldTryWithoutOurIdBeforeARefusedEntryIsGivenUp(int status) {
        Delivery unsure = new Delivery(backOff, new Known(true, true, false));
        Work suspect = Work.suspect(work(1).entries().getFirst(), 0);
        Step step = unsure.decide(suspect, answered(status));
        assertThat(step.refused()).isEmpty();
        assertThat(step.again()).singleElement().satisfies(work -> assertThat(work.entries()).singleElement()
                .satisfies(entry -> assertThat(entry.underTheirId()).isTrue()));
        assertThat(delivery.decide(suspect, answered(status)).refused()).hasSize(1);
    }

    @Test
    void shouldSuspectARefusedEntryBeforeItIsGivenUp() {
        Work work = work(2);
        Step step = delivery.decide(work, batch(201, 422));
        assertThat(step.refused()).isEmpty();
        assertThat(step.again()).containsExactly(Work.suspect(work.entries().get(1), 0));
    }

    @Test
    void shouldGiveUpOnlyTheEntryThatIsRefusedThoughWhatItRefersToWasTaken() {
        Outgoing culprit = work(1).entries().getFirst();
        Step step = delivery.decide(Work.suspect(culprit, 0), new Answered(422, null, List.of(), "{\"oo\":1}"));
        assertThat(step.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.resource()).isEqualTo(culprit.resource());
            assertThat(refusal.status()).isEqualTo(422);
            assertThat(refusal.operationOutcome()).isEqualTo("{\"oo\":1}");
        });
    }

    @Test
    void shouldGiveUpAnEntryThatBreaksAServerWhichTakesWhatItRefersTo() {
        Work suspect = Work.suspect(work(1).entries().getFirst(), 5);
        assertThat(delivery.decide(suspect, answered(500)).refused()).hasSize(1);
    }

    @Test
    void shouldNotGiveUpAReferenceToAServerInTrouble() {
        Export export = new Export(new Source("t", "id", 0, 0), "p1", "", List.of(PATIENT), List.of());
        Work reference = new Work(List.of(new Outgoing(export, PATIENT)), 1_000, false);
        assertThat(delivery.decide(reference, answered(500)).again()).containsExactly(reference.again());
        assertThat(delivery.decide(reference, answered(404)).pause()).isInstanceOf(Pause.CallOperator.class);
        assertThat(delivery.decide(reference, answered(422)).refused()).hasSize(1);
    }

    @Test
    void shouldSendSinglyWhatKeepsFailingTogether() {
        Work work = new Work(work(2).entries(), 5, false);
        assertThat(delivery.decide(work, answered(500)).again()).containsExactlyElementsOf(work.singles());
        Work nearly = new Work(work(2).entries(), 4, false);
        assertThat(delivery.decide(nearly, batch(409, 409)).again())
                .containsExactlyElementsOf(nearly.again().singles());
    }

    @Test
    void shouldRefuseASingleResourceThatIsTooLarge() {
        assertThat(delivery.decide(work(1), answered(413)).refused()).hasSize(1);
    }

    /// Whatever the server answers, each entry is taken, refused or sent again, once.
    @Test
    void shouldNeverLoseOrDoubleAnEntry() {
        int[] statuses = {200, 201, 204, 301, 400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 422, 429, 500, 503};
        var random = new Random(11);
        for (int round = 0; round < 5_000; round++) {
            Work work = new Work(work(1 + random.nextInt(6)).entries(), random.nextInt(9), false);
            int[] ofEntries =
                    work.entries().stream().mapToInt(e -> statuses[random.nextInt(statuses.length)]).toArray();
            boolean whole = random.nextInt(4) == 0 && ofEntries[0] >= 300;
            Step step = delivery.decide(work, whole ? answered(ofEntries[0]) : batch(ofEntries));
            List<String> accounted = new ArrayList<>();
            step.again().forEach(again -> again.entries().forEach(entry -> accounted.add(entry.reference())));
            step.barred().forEach(barred -> accounted.add(barred.reference()));
            step.stored().forEach(stored -> accounted.add(stored.entry().reference()));
            step.refused().forEach(refusal -> accounted.add(refusal.resource().reference()));
            assertThat(accounted).containsExactlyInAnyOrderElementsOf(
                    work.entries().stream().map(Outgoing::reference).toList());
        }
    }

    private static Work work(int size) {
        return Work.first(IntStream.range(0, size).mapToObj(DeliveryTest::outgoing).toList());
    }

    private static Outgoing outgoing(int number) {
        EncodedResource resource = new EncodedResource("Observation", "o" + number, "{}");
        return new Outgoing(new Export(new Source("t", "id", 0, number), "p1", "", List.of(PATIENT),
                List.of(resource)), resource);
    }

    private record Known(boolean harmless, boolean refusesIds, boolean letsIn) implements Delivery.Knowledge {

        @Override
        public boolean isResendHarmless(Outgoing entry) {
            return harmless;
        }

        @Override
        public boolean mayRefuseOurId(Outgoing entry) {
            return refusesIds && !entry.underTheirId();
        }

        @Override
        public boolean letsOthersIn(Outgoing entry) {
            return letsIn;
        }
    }

    private static Answer answered(int status) {
        return new Answered(status, null, List.of(), null);
    }

    private static Answer batch(int... statuses) {
        return new Answered(200, null,
                Arrays.stream(statuses).mapToObj(status -> new Entry(status, "Observation/x", true, null)).toList(),
                null);
    }
}
