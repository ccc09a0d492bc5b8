package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.patient.Enrolment;
import dev.vigil.domain.patient.Pause;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds whatever happens: a seeded walk over readings new and old, withdrawals, changed settings and plans, time.
class MonitorWalkTest {

    private static final int STEPS = 600;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldKeepItsPromisesOnAnyWalk(long seed) {
        Random random = new Random(seed);
        Watched watched = new Watched(everything());
        List<Observation> taken = new ArrayList<>();
        Map<String, SignalState> live = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            watched.said.clear();
            watched.after(Duration.ofSeconds(random.nextInt(random.nextInt(20) == 0 ? 20_000 : 120)));
            act(watched, random, taken);
            assertThat(watched.due).isAfterOrEqualTo(watched.now);
            if (watched.due.equals(watched.now)) {
                watched.tick();
            }
            assertThat(watched.due).isAfter(watched.now);
            watched.scores().forEach(MonitorWalkTest::assertHonest);
            watched.signals().forEach(signal -> assertInOrder(live, signal));
            assertThat(raised(live)).as("episodes told and episodes kept")
                    .isEqualTo(watched.state.rules().values().stream().filter(rule -> rule.live().isOn()).count());
        }
    }

    private static void assertHonest(Score score) {
        assertThat(score.floor()).isEqualTo(score.total()).isLessThanOrEqualTo(score.ceiling());
        assertThat(score.complete()).isEqualTo(score.missing().isEmpty());
        if (score.complete()) {
            assertThat(score.floor()).isEqualTo(score.ceiling());
        }
    }

    private static void assertInOrder(Map<String, SignalState> live, Signal signal) {
        assertThat(signal.explanation()).isNotBlank().doesNotContain("null");
        if (signal.retrospective()) {
            return;
        }
        SignalState before = live.put(signal.id(), signal.state());
        boolean on = before == SignalState.RAISED || before == SignalState.CHANGED;
        assertThat(on).as("%s %s after %s", signal.ruleId(), signal.state(), before)
                .isEqualTo(signal.state() != SignalState.RAISED);
        if (signal.state() == SignalState.RAISED && signal.age() != null) {
            assertThat(signal.age()).isLessThanOrEqualTo(Duration.ofHours(4));
        }
    }

    private static long raised(Map<String, SignalState> live) {
        return live.values().stream().filter(state -> state != SignalState.ENDED).count();
    }

    private static void act(Watched watched, Random random, List<Observation> taken) {
        switch (random.nextInt(12)) {
            case 0 -> watched.tick();
            case 1 -> {
                if (!taken.isEmpty()) {
                    watched.withdraw(taken.remove(random.nextInt(taken.size())));
                }
            }
            case 2 -> watched.settings(1 + random.nextInt(2), enrolment(watched, random), pauses(watched, random));
            case 3 -> {
                watched.plan = random.nextInt(3) == 0 ? Plans.of(Plans.singlePart()) : everything();
                watched.decide(new MonitorEvent.PlanChanged());
            }
            case 4, 5 -> taken.add(reading(watched, random, Duration.ofSeconds(random.nextInt(40_000))));
            default -> taken.add(reading(watched, random, Duration.ofSeconds(random.nextInt(20))));
        }
    }

    private static Observation reading(Watched watched, Random random, Duration ago) {
        Instant takenAt = watched.now.minus(ago);
        return switch (random.nextInt(6)) {
            case 0 -> watched.take(Vital.OXYGEN_SATURATION, String.valueOf(80 + random.nextInt(20)), takenAt);
            case 1 -> watched.take(Vital.HEART_RATE, String.valueOf(60 + random.nextInt(110)), takenAt);
            case 2 -> watched.take(Vital.RESPIRATORY_RATE, String.valueOf(8 + random.nextInt(20)), takenAt);
            case 3 -> watched.take(Vital.SYSTOLIC_BP, String.valueOf(80 + random.nextInt(90)), takenAt);
            case 4 -> watched.take(Vital.CONSCIOUSNESS, random.nextBoolean() ? "A" : "C", takenAt);
            default -> watched.take(Vital.BODY_WEIGHT, String.valueOf(78 + random.nextInt(5)), takenAt);
        };
    }

    private static Enrolment enrolment(Watched watched, Random random) {
        return new Enrolment(Watched.T0, random.nextInt(3) == 0 ? watched.now : null);
    }

    private static List<Pause> pauses(Watched watched, Random random) {
        return random.nextInt(3) > 0 ? List.of()
                : List.of(new Pause(watched.now, watched.now.plusSeconds(random.nextInt(5_000)), null));
    }

    private static Plan everything() {
        return new Plan("test", List.of(Plans.spo2LowWithClear(), Plans.confused(), Plans.meanHeartRate(),
                Plans.news2(5), Plans.weightGain(), Plans.offBaseline(), Plans.septicPattern(),
                Plans.silent(null, Duration.ofHours(2))), Set.of(Vital.HEART_RATE), Map.of());
    }
}
