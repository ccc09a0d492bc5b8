package dev.vigil.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.PatientId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DueIndexTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final DueIndex index = new DueIndex();

    @Test
    void shouldGiveEveryPatientAtTheirTimeHoweverOftenItMoves() {
        Random random = new Random(3);
        Map<PatientId, Instant> due = new HashMap<>();
        Instant now = NOON;
        for (int step = 0; step < 20_000; step++) {
            PatientId patient = new PatientId("p" + random.nextInt(50));
            if (random.nextInt(20) == 0) {
                index.remove(patient);
                due.remove(patient);
            } else {
                Instant at = now.plusSeconds(random.nextInt(60));
                index.put(patient, at);
                due.put(patient, at);
            }
            now = now.plusSeconds(random.nextInt(3));
            List<PatientId> expected = new ArrayList<>();
            Instant until = now;
            due.forEach((each, at) -> {
                if (!at.isAfter(until)) {
                    expected.add(each);
                }
            });
            assertThat(index.takeDue(now, Integer.MAX_VALUE)).as("step %d", step)
                    .containsExactlyInAnyOrderElementsOf(expected);
            expected.forEach(due::remove);
            expected.forEach(index::remove);
        }
    }

    @Test
    void shouldGiveNoMoreAtOnceThanAskedForAndTheOthersNext() {
        for (int number = 0; number < 10; number++) {
            index.put(new PatientId("p" + number), NOON.plusSeconds(number));
        }
        assertThat(index.takeDue(NOON.plusSeconds(60), 4)).extracting(PatientId::value)
                .containsExactly("p0", "p1", "p2", "p3");
        assertThat(index.takeDue(NOON.plusSeconds(60), 40)).hasSize(6);
        assertThat(index.takeDue(NOON.plusSeconds(60), 40)).isEmpty();
        assertThat(index.patients()).as("none is forgotten").hasSize(10);
    }
}
