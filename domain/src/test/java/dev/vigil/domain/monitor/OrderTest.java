package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// For any order, duplication and delay of the same observations within the horizon, withdrawn ones among them, the
/// last word on every score and summary is the same.
class OrderTest {

    private static final List<Vital> VITALS = List.of(Vital.HEART_RATE, Vital.OXYGEN_SATURATION,
            Vital.RESPIRATORY_RATE, Vital.SYSTOLIC_BP, Vital.CONSCIOUSNESS, Vital.BODY_TEMPERATURE,
            Vital.OXYGEN_FLOW, Vital.PULSE_RATE, Vital.BODY_WEIGHT, Vital.BLOOD_GLUCOSE);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void shouldEndTheSameInWhateverOrderItComes(long seed) {
        Random random = new Random(seed);
        List<Observation> told = walk(random);
        Results inOrder = watch(told, random, false);
        assertThat(inOrder.scores()).isNotEmpty();
        for (int shuffle = 0; shuffle < 4; shuffle++) {
            Results shuffled = watch(told, random, true);
            assertThat(shuffled.scores()).as("scores").isEqualTo(inOrder.scores());
            assertThat(shuffled.summaries()).as("summaries").isEqualTo(inOrder.summaries());
        }
    }

    /// The last word on each score and summary that stands, without what speaks of arrival.
    record Results(Map<String, Score> scores, Map<String, Summary> summaries) {
    }

    static Results watch(List<Observation> observations, Random random, boolean shuffled) {
        Watched watched = new Watched(new dev.vigil.domain.plan.Plan("test", List.of(Plans.news2(5)),
                Set.of(Vital.HEART_RATE), Map.of()));
        List<Observation> arriving = shuffled ? disturbed(observations, random) : observations;
        Instant end = observations.stream().map(Observation::takenAt).max(Comparator.naturalOrder()).orElseThrow();
        watched.now = shuffled ? end : watched.now;
        for (Observation observation : arriving) {
            if (!shuffled && observation.takenAt().isAfter(watched.now)) {
                watched.pass(Duration.between(watched.now, observation.takenAt()));
            }
            watched.decide(new MonitorEvent.Observed(observation));
            if (shuffled && random.nextInt(10) == 0) {
                watched.pass(Duration.ofSeconds(random.nextInt(400)));
            }
        }
        watched.pass(Duration.between(watched.now, end.plus(Duration.ofHours(26))));
        Map<String, Score> scores = new TreeMap<>();
        watched.scores().forEach(score -> {
            Score before = scores.put(score.id(), score);
            assertThat(before == null ? -1 : before.revision()).isLessThan(score.revision());
        });
        Map<String, Summary> summaries = new TreeMap<>();
        watched.summaries().forEach(summary -> summaries.put(summary.vital() + "|" + summary.window() + "|"
                + summary.from(), summary));
        scores.values().removeIf(score -> score.parts().isEmpty());
        scores.replaceAll((id, score) -> new Score(id, score.patientId(), score.score(), score.scale(), score.total(),
                score.band(), score.floor(), score.ceiling(), score.complete(), score.stale(), 0, score.at(),
                score.parts(), score.missing()));
        summaries.values().removeIf(summary -> summary.count() == 0);
        summaries.replaceAll((id, s) -> new Summary(s.patientId(), s.vital(), s.window(), s.from(), s.to(), s.count(),
                s.mean(), s.min(), s.max(), s.stdDev(), s.first(), s.last(), s.slopePerHour(),
                s.coefficientOfVariation(), s.ranges(), s.samples(), s.isFinal(), 0));
        return new Results(scores, summaries);
    }

    private static List<Observation> disturbed(List<Observation> observations, Random random) {
        List<Observation> arriving = new ArrayList<>(observations);
        for (Observation observation : observations) {
            if (random.nextInt(5) == 0) {
                arriving.add(observation);
            }
        }
        Collections.shuffle(arriving, random);
        return arriving;
    }

    /// Ten hours at most, dense here and sparse there, several of one instant now and then; some observations are
    /// withdrawn, some of those hold again.
    private static List<Observation> walk(Random random) {
        List<Observation> told = new ArrayList<>();
        Instant at = Watched.T0;
        for (int i = 0; i < 150; i++) {
            boolean together = random.nextInt(4) == 0;
            at = at.plusMillis(together ? 0 : random.nextInt(random.nextInt(12) == 0 ? 3_000_000 : 60_000));
            Observation observation = observation(i, at, random);
            told.add(observation);
            if (random.nextInt(8) == 0) {
                told.add(revised(observation, 1, ObservationStatus.ENTERED_IN_ERROR));
                if (random.nextInt(3) == 0) {
                    told.add(revised(observation, 2, ObservationStatus.FINAL));
                }
            }
        }
        return told;
    }

    private static Observation observation(int number, Instant at, Random random) {
        List<Vital> vitals = new ArrayList<>(VITALS);
        Collections.shuffle(vitals, random);
        List<Measurement> measurements = vitals.subList(0, 1 + random.nextInt(3)).stream()
                .map(vital -> Watched.measurement(vital, value(vital, random), random.nextInt(12) == 0)).toList();
        String id = String.format("o%05d", random.nextInt(100_000)) + number;
        return new Observation(id, 0, Watched.PATIENT, new DeviceId("d" + random.nextInt(3)), null, new ReadingId(id),
                at, at, null, at, at, measurements, false, ObservationStatus.FINAL);
    }

    private static Observation revised(Observation o, int revision, ObservationStatus status) {
        return new Observation(o.id(), revision, o.patientId(), o.deviceId(), o.gateway(), o.readingId(), o.takenAt(),
                o.deviceTakenAt(), o.clockOffset(), o.receivedAt(), o.admittedAt(), o.measurements(), o.late(),
                status);
    }

    private static String value(Vital vital, Random random) {
        return switch (vital) {
            case CONSCIOUSNESS -> random.nextInt(4) == 0 ? "C" : "A";
            case OXYGEN_SATURATION -> String.valueOf(88 + random.nextInt(12));
            case RESPIRATORY_RATE -> String.valueOf(9 + random.nextInt(18));
            case SYSTOLIC_BP -> String.valueOf(88 + random.nextInt(40));
            case BODY_TEMPERATURE -> String.valueOf(35 + random.nextInt(5));
            case BLOOD_GLUCOSE -> String.valueOf(40 + random.nextInt(250));
            case OXYGEN_FLOW -> String.valueOf(random.nextInt(3));
            default -> String.valueOf(60 + random.nextInt(70));
        };
    }
}
