package dev.vigil.domain.admission;

import static dev.vigil.domain.admission.Desk.ADA;
import static dev.vigil.domain.admission.Desk.BOB;
import static dev.vigil.domain.admission.Desk.NOON;
import static dev.vigil.domain.admission.Desk.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.ReadingOutcome.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// However readings and assignments arrive, however often, the same readings are admitted to the same patients, and
/// each measurement received is counted exactly once.
class AdmissionPropertyTest {

    private static final int RUNS = 300;
    private static final int READINGS = 25;

    @Test
    void shouldAdmitTheSameWhateverTheOrderAndTheDuplication() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            List<Reading> readings = readings(random);
            Set<String> expected = admittedOf(play(readings, 0));

            List<Reading> shuffled = new ArrayList<>(readings);
            for (int again = random.nextInt(READINGS); again > 0; again--) {
                shuffled.add(readings.get(random.nextInt(READINGS)));
            }
            Collections.shuffle(shuffled, random);
            Desk desk = play(shuffled, random.nextInt(shuffled.size()));

            assertThat(admittedOf(desk)).as("seed %d", seed).isEqualTo(expected);
            assertThat(desk.admitted).as("seed %d", seed).hasSize(expected.size());
            assertThat(accounted(desk)).as("seed %d", seed)
                    .isEqualTo(shuffled.stream().mapToInt(reading -> reading.measurements().size()).sum());
        }
    }

    /// The device is assigned after so many readings.
    private static Desk play(List<Reading> arriving, int assignedAfter) {
        Desk desk = new Desk();
        for (int i = 0; i < arriving.size(); i++) {
            if (i == assignedAfter) {
                desk.assign(new Assignment(ADA, NOON.minus(Duration.ofHours(40)), NOON.minus(Duration.ofHours(20))),
                        new Assignment(BOB, NOON.minus(Duration.ofHours(20)), null));
            }
            desk.receive(arriving.get(i));
            desk.wait(Duration.ofSeconds(1));
        }
        desk.wait(Desk.PARKED_AT_MOST);
        return desk;
    }

    private static List<Reading> readings(Random random) {
        Desk factory = new Desk();
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < READINGS; i++) {
            Instant takenAt = NOON.minus(Duration.ofMinutes(random.nextInt(60 * 60)));
            RawMeasurement[] measurements = {number("pulse-rate", Integer.toString(random.nextInt(350)), "/min"),
                number("body-temperature", Integer.toString(20 + random.nextInt(30)), "Cel"),
                number(random.nextBoolean() ? "body-weight" : "weight", "80", "kg")};
            readings.add(factory.reading("r" + i, takenAt, measurements));
        }
        return readings;
    }

    private static Set<String> admittedOf(Desk desk) {
        return desk.admitted.stream().map(observation -> observation.id() + observation.patientId()
                + observation.takenAt() + observation.measurements()).collect(Collectors.toSet());
    }

    private static int accounted(Desk desk) {
        return desk.remembered.values().stream().map(RememberedReading::outcome)
                .mapToInt(outcome -> settled(outcome) + outcome.duplicates() + outcome.conflicts()).sum();
    }

    private static int settled(ReadingOutcome outcome) {
        return (int) outcome.measurements().stream()
                .filter(of -> of.fate() == Fate.ADMITTED || of.fate() == Fate.QUARANTINED).count();
    }
}
