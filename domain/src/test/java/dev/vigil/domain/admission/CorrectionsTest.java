package dev.vigil.domain.admission;

import static dev.vigil.domain.admission.Desk.ADA;
import static dev.vigil.domain.admission.Desk.BOB;
import static dev.vigil.domain.admission.Desk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome.Fate;
import dev.vigil.domain.reading.ReadingOutcome.Retracted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens to a reading in each of its states when it is retracted, replaced, or turns out to be somebody else's.
class CorrectionsTest {

    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(365));

    @Test
    void shouldWithdrawWhatWasAdmitted() {
        Desk desk = Desk.ofAda();
        desk.receive(desk.reading("r1", NOON, Desk.pulse(71)));
        desk.retract("r1");
        assertThat(desk.admitted).extracting(Observation::revision).containsExactly(0, 1);
        assertThat(desk.admitted).extracting(Observation::id).containsOnly(desk.admitted.getFirst().id());
        Observation withdrawn = desk.admitted.getLast();
        assertThat(withdrawn.status()).isEqualTo(ObservationStatus.ENTERED_IN_ERROR);
        assertThat(withdrawn.reason()).isEqualTo("wrong arm");
        assertThat(withdrawn.measurements()).isEqualTo(desk.admitted.getFirst().measurements());
        assertThat(desk.fates()).containsExactly("pulse-rate withdrawn");
        assertThat(desk.outcome().retracted()).isEqualTo(Retracted.WITHDRAWN);
        assertThat(desk.listed).as("topics still hold it").isEmpty();
    }

    @Test
    void shouldDoNothingMoreWhenRetractedAgainOrSentAgain() {
        Desk desk = Desk.ofAda();
        Reading reading = desk.reading("r1", NOON, Desk.pulse(71));
        desk.receive(reading);
        desk.retract("r1");
        desk.retract("r1");
        desk.receive(reading);
        assertThat(desk.admitted).hasSize(2);
        assertThat(desk.fates()).containsExactly("pulse-rate withdrawn");
        assertThat(desk.outcome().duplicates()).isOne();
    }

    @Test
    void shouldWithdrawAReadingThatComesAfterItsRetraction() {
        Desk desk = Desk.ofAda();
        desk.retract("r1");
        assertThat(desk.outcome().retracted()).isEqualTo(Retracted.AWAITED);
        assertThat(desk.outcome().measurements()).isEmpty();
        desk.receive(desk.reading("r1", NOON, Desk.pulse(71), Desk.number("pulse-rate", "72", "/min")));
        assertThat(desk.admitted).isEmpty();
        assertThat(desk.fates()).containsExactly("pulse-rate withdrawn", "pulse-rate quarantined conflict");
        assertThat(desk.outcome().retracted()).isEqualTo(Retracted.WITHDRAWN);
    }

    @Test
    void shouldWithdrawWhatWaitsAndLeaveWhatWasQuarantined() {
        Desk desk = new Desk();
        desk.receive(desk.reading("r1", NOON, Desk.pulse(71)));
        desk.retract("r1");
        assertThat(desk.fates()).containsExactly("pulse-rate withdrawn");
        assertThat(desk.waitingCount()).isZero();
        assertThat(desk.parked).isEmpty();
        desk.assign(new Assignment(ADA, LONG_AGO, null));
        assertThat(desk.admitted).isEmpty();
        Desk other = Desk.ofAda();
        other.receive(other.reading("r1", NOON.plusSeconds(7200), Desk.pulse(71)));
        other.retract("r1");
        assertThat(other.fates()).containsExactly("pulse-rate quarantined future");
    }

    @Test
    void shouldSayThatNobodyRemembersWhatAReadingSaid() {
        Desk desk = Desk.ofAda();
        desk.receive(desk.reading("r1", NOON, Desk.pulse(71)));
        desk.remembered.replaceAll((id, known) -> new RememberedReading(known.content(), known.reportedDay(),
                known.outcome()));
        desk.retract("r1");
        assertThat(desk.outcome().retracted()).isEqualTo(Retracted.FORGOTTEN);
        assertThat(desk.fates()).containsExactly("pulse-rate admitted");
        assertThat(desk.admitted).hasSize(1);
    }

    @Test
    void shouldPutAReadingInThePlaceOfAnother() {
        Desk desk = Desk.ofAda();
        desk.receive(desk.reading("r1", NOON, Desk.pulse(171)));
        desk.receive(desk.replacing("r2", "r1", NOON, Desk.pulse(71)));
        assertThat(desk.outcome("r1").measurements()).extracting(of -> of.fate()).containsExactly(Fate.WITHDRAWN);
        assertThat(desk.outcome("r2").measurements()).extracting(of -> of.fate()).containsExactly(Fate.ADMITTED);
        assertThat(desk.admitted.getLast().reason()).isEqualTo("replaced by reading r2");
        Desk other = Desk.ofAda();
        other.receive(other.replacing("r2", "r1", NOON, Desk.pulse(71)));
        other.receive(other.reading("r1", NOON, Desk.pulse(171)));
        assertThat(other.outcome("r1").measurements()).extracting(of -> of.fate()).containsExactly(Fate.WITHDRAWN);
    }

    @Test
    void shouldSplitAChattyDevicesUploadWhereItChangedHands() {
        Desk desk = Desk.ofAda();
        desk.now = NOON.plus(Duration.ofHours(3));
        for (int minute = 0; minute < 120; minute++) {
            desk.receive(desk.reading("r" + minute, NOON.plusSeconds(60L * minute), Desk.pulse(71)));
        }
        Instant change = NOON.plus(Duration.ofHours(1));
        desk.assign(new Assignment(ADA, LONG_AGO, change), new Assignment(BOB, change, null));
        Map<String, Observation> last = last(desk);
        assertThat(last.values()).filteredOn(o -> o.status() == ObservationStatus.FINAL).hasSize(120)
                .allMatch(o -> o.patientId().equals(o.takenAt().isBefore(change) ? ADA : BOB));
        assertThat(last.values()).filteredOn(o -> o.status() == ObservationStatus.ENTERED_IN_ERROR).hasSize(60)
                .allMatch(o -> o.patientId().equals(ADA) && !o.takenAt().isBefore(change));
        assertThat(desk.outcome("r90").measurements()).extracting(of -> of.fate())
                .containsExactly(Fate.REATTRIBUTED);
        assertThat(desk.outcome("r30").measurements()).extracting(of -> of.fate()).containsExactly(Fate.ADMITTED);
    }

    @Test
    void shouldRaiseRevisionsFromOnePatientToTheOtherAndBack() {
        Desk desk = Desk.ofAda();
        desk.receive(desk.reading("r1", NOON, Desk.pulse(71)));
        desk.assign(new Assignment(BOB, LONG_AGO, null));
        desk.assign(new Assignment(ADA, LONG_AGO, null));
        desk.assign();
        desk.assign(new Assignment(ADA, LONG_AGO, null));
        assertThat(of(desk, ADA)).extracting(Observation::revision).isSorted().doesNotHaveDuplicates();
        assertThat(of(desk, ADA).getLast().status()).isEqualTo(ObservationStatus.FINAL);
        assertThat(of(desk, BOB)).extracting(Observation::revision).isSorted().doesNotHaveDuplicates();
        assertThat(of(desk, BOB).getLast().status()).isEqualTo(ObservationStatus.ENTERED_IN_ERROR);
    }

    @Test
    void shouldLetAReadingWaitThatNobodyHadAfterAll() {
        Desk desk = Desk.ofAda();
        desk.receive(desk.reading("r1", NOON, Desk.pulse(71)));
        desk.assign();
        assertThat(desk.fates()).containsExactly("pulse-rate parked");
        assertThat(desk.waitingCount()).isOne();
        desk.wait(Duration.ofHours(2));
        assertThat(desk.fates()).containsExactly("pulse-rate quarantined unassigned");
    }

    @Test
    void shouldListWhatTopicsMayHaveForgotten() {
        Desk desk = Desk.ofAda();
        desk.receive(desk.reading("r1", NOON, Desk.pulse(71)));
        desk.now = NOON.plus(Duration.ofDays(8));
        desk.assign(new Assignment(BOB, LONG_AGO, null));
        assertThat(desk.listed).singleElement().satisfies(withdrawal -> {
            assertThat(withdrawal.patientId()).isEqualTo(ADA);
            assertThat(withdrawal.revision()).isEqualTo(1);
            assertThat(withdrawal.observationId()).isEqualTo(desk.admitted.getFirst().id());
        });
    }

    @Test
    void shouldKnowWhichTimesAChangeMoves() {
        DeviceState adas = DeviceState.unknown().with(List.of(new Assignment(ADA, NOON, NOON.plusSeconds(100))));
        List<Assignment> split = List.of(new Assignment(ADA, NOON, NOON.plusSeconds(40)),
                new Assignment(BOB, NOON.plusSeconds(40), null));
        assertThat(adas.movesSomething(split, NOON, NOON.plusSeconds(40))).isFalse();
        assertThat(adas.movesSomething(split, NOON, NOON.plusSeconds(41))).isTrue();
        assertThat(adas.movesSomething(split, NOON.plusSeconds(100), Instant.MAX)).as("nobody's before").isFalse();
        assertThat(adas.movesSomething(List.of(), Instant.MIN, NOON)).isFalse();
        assertThat(adas.movesSomething(List.of(), Instant.MIN, NOON.plusSeconds(1))).isTrue();
    }

    /// Readings, retractions and the last assignment in any order end in the same valid observations.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldEndTheSameInWhateverOrderItComes(long seed) {
        List<List<String>> ends = new ArrayList<>();
        for (int shuffle = 0; shuffle < 6; shuffle++) {
            Desk desk = Desk.ofAda();
            desk.now = NOON.plus(Duration.ofHours(3));
            List<Runnable> events = events(desk, new Random(seed));
            Collections.shuffle(events, new Random(seed * 31 + shuffle));
            events.forEach(Runnable::run);
            ends.add(last(desk).values().stream().filter(o -> o.status() == ObservationStatus.FINAL)
                    .map(o -> o.patientId() + " " + o.id() + " " + o.takenAt() + " " + o.measurements()).sorted()
                    .toList());
        }
        assertThat(ends).allMatch(end -> end.equals(ends.getFirst()));
        assertThat(ends.getFirst()).isNotEmpty();
    }

    private static List<Runnable> events(Desk desk, Random random) {
        List<Runnable> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String id = "r" + i;
            Reading reading = desk.reading(id, NOON.plusSeconds(random.nextInt(7200)), Desk.pulse(60 + i));
            events.add(() -> desk.receive(reading));
            if (random.nextInt(3) == 0) {
                events.add(() -> desk.receive(reading));
            }
            if (random.nextInt(5) == 0) {
                events.add(() -> desk.retract(id));
            }
        }
        Instant change = NOON.plusSeconds(random.nextInt(7200));
        events.add(() -> desk.assign(new Assignment(ADA, LONG_AGO, change), new Assignment(BOB, change, null)));
        return events;
    }

    private static Map<String, Observation> last(Desk desk) {
        Map<String, Observation> last = new TreeMap<>();
        desk.admitted.forEach(observation -> {
            Observation before = last.put(observation.id(), observation);
            assertThat(before == null ? -1 : before.revision()).isLessThan(observation.revision());
        });
        return last;
    }

    private static List<Observation> of(Desk desk, PatientId patient) {
        return desk.admitted.stream().filter(observation -> observation.patientId().equals(patient)).toList();
    }
}
