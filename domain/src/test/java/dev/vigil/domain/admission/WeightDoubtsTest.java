package dev.vigil.domain.admission;

import static dev.vigil.domain.admission.Desk.ADA;
import static dev.vigil.domain.admission.Desk.BOB;
import static dev.vigil.domain.admission.Desk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Reading;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When a weight is in doubt because of the other weights of the same scale.
class WeightDoubtsTest {

    @ParameterizedTest
    @CsvSource({"105, ''", "105.001, weight", "75, ''", "74.999, weight"})
    void shouldDoubtAWeightMoreThanFifteenKilogramsFromTheWeekBefore(String kilograms, String doubt) {
        Desk desk = Desk.ofAda();
        weigh(desk, "1", 3, "90");
        weigh(desk, "2", 0, kilograms);
        assertThat(doubts(desk)).containsExactly(Map.entry("1", ""), Map.entry("2", doubt));
        assertThat(desk.outcome("2").measurements()).singleElement().as("it is kept")
                .extracting(of -> of.fate().code()).isEqualTo("admitted");
    }

    @Test
    void shouldDoubtNothingWhereTheWeekBeforeHasNoWeight() {
        Desk desk = Desk.ofAda();
        weigh(desk, "1", 8, "90");
        weigh(desk, "2", 0, "60");
        assertThat(doubts(desk)).containsValues("", "").doesNotContainValue("weight");
    }

    @Test
    void shouldTrustAChangeThatLastsAndAPatientWhomAHousemateFollowed() {
        Desk desk = Desk.ofAda();
        weigh(desk, "1", 3, "90");
        weigh(desk, "2", 2, "60");
        weigh(desk, "3", 1, "90");
        weigh(desk, "4", 0, "60");
        assertThat(doubts(desk)).containsExactly(Map.entry("1", ""), Map.entry("2", "weight"), Map.entry("3", ""),
                Map.entry("4", "weight"));
        Desk lasting = Desk.ofAda();
        weigh(lasting, "1", 3, "90");
        weigh(lasting, "2", 2, "60");
        weigh(lasting, "3", 1, "60");
        assertThat(doubts(lasting)).containsEntry("2", "weight").containsEntry("3", "");
    }

    @Test
    void shouldTellAnewWhatALateWeightSpeaksAgainst() {
        Desk desk = Desk.ofAda();
        weigh(desk, "2", 0, "60");
        assertThat(desk.admitted).singleElement().satisfies(told -> assertThat(doubt(told)).isEmpty());
        weigh(desk, "1", 2, "90");
        assertThat(desk.admitted).hasSize(3);
        Observation anew = desk.admitted.getLast();
        assertThat(anew.readingId().value()).isEqualTo("2");
        assertThat(anew.revision()).isOne();
        assertThat(anew.status()).isEqualTo(ObservationStatus.AMENDED);
        assertThat(doubt(anew)).isEqualTo("weight");
    }

    @Test
    void shouldTrustAgainWhenWhatSpokeAgainstItIsRetracted() {
        Desk desk = Desk.ofAda();
        weigh(desk, "1", 2, "60");
        weigh(desk, "2", 0, "90");
        assertThat(doubts(desk)).containsEntry("2", "weight");
        desk.retract("1");
        assertThat(doubts(desk)).containsExactly(Map.entry("2", ""));
        assertThat(desk.admitted.getLast().revision()).isOne();
    }

    @Test
    void shouldTakeBackADoubtedWeightAsItWasTold() {
        Desk desk = Desk.ofAda();
        weigh(desk, "1", 2, "60");
        weigh(desk, "2", 0, "90");
        desk.retract("2");
        assertThat(desk.admitted.getLast().status()).isEqualTo(ObservationStatus.ENTERED_IN_ERROR);
        assertThat(doubt(desk.admitted.getLast())).isEqualTo("weight");
    }

    @Test
    void shouldNotCompareOnePatientWithAnother() {
        Desk desk = Desk.ofAda();
        weigh(desk, "1", 2, "60");
        weigh(desk, "2", 0, "90");
        Instant between = NOON.minus(Duration.ofDays(1));
        desk.assign(new Assignment(ADA, NOON.minus(Duration.ofDays(365)), between),
                new Assignment(BOB, between, null));
        assertThat(doubts(desk)).containsExactly(Map.entry("1", ""), Map.entry("2", ""));
        assertThat(desk.admitted.getLast().patientId()).isEqualTo(BOB);
    }

    @Test
    void shouldLeaveWhatIsInDoubtAnywayOutOfTheComparison() {
        Desk desk = Desk.ofAda();
        desk.receive(desk.reading("1", NOON.minus(Duration.ofDays(1)), Desk.number("body-weight", "19.9", "kg")));
        weigh(desk, "2", 0, "90");
        assertThat(doubts(desk)).containsExactly(Map.entry("1", "value"), Map.entry("2", ""));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldNotDependOnTheOrderOfArrival(long seed) {
        Random random = new Random(seed);
        List<Reading> readings = new ArrayList<>();
        Desk inOrder = Desk.ofAda();
        for (int i = 0; i < 24; i++) {
            String kilograms = random.nextInt(3) == 0 ? "60.5" : Integer.toString(76 + random.nextInt(8));
            readings.add(inOrder.reading("r" + i, NOON.minus(Duration.ofHours(9L * (24 - i))),
                    Desk.number("body-weight", kilograms, "kg")));
        }
        readings.forEach(inOrder::receive);
        Collections.shuffle(readings, random);
        Desk shuffled = Desk.ofAda();
        readings.forEach(shuffled::receive);
        assertThat(doubts(shuffled)).isEqualTo(doubts(inOrder)).containsValue("weight").containsValue("");
        inOrder.retract("r3");
        shuffled.retract("r3");
        assertThat(doubts(shuffled)).isEqualTo(doubts(inOrder));
    }

    private static void weigh(Desk desk, String id, int daysAgo, String kilograms) {
        desk.receive(desk.reading(id, NOON.minus(Duration.ofDays(daysAgo)),
                Desk.number("body-weight", kilograms, "kg")));
    }

    /// Of each reading what was told last.
    private static Map<String, String> doubts(Desk desk) {
        Map<String, String> doubts = new TreeMap<>();
        for (Observation observation : desk.admitted) {
            if (observation.status() == ObservationStatus.ENTERED_IN_ERROR) {
                doubts.remove(observation.readingId().value());
            } else {
                doubts.put(observation.readingId().value(), doubt(observation));
            }
        }
        return doubts;
    }

    private static String doubt(Observation observation) {
        Doubt doubt = observation.measurements().getFirst().doubt();
        return doubt == null ? "" : doubt.code();
    }
}
