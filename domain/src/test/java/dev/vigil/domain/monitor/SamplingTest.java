package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Samples;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplingTest {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void shouldMakeOneRunOfWhatComesEverySecond() {
        List<Samples> runs = Sampling.of(List.of(at(0, 70), at(1000, 71), at(2000, 72)));
        assertThat(runs).containsExactly(
                new Samples(new DeviceId("d1"), T0, Duration.ofSeconds(1), List.of(value(70), value(71), value(72))));
    }

    @Test
    void shouldLeaveAPlaceForEachThatDidNotComeAndBeginANewRunAfterTwenty() {
        List<HistoryPoint> points = new ArrayList<>(List.of(at(0, 70), at(1000, 71), at(2000, 72), at(4000, 73)));
        points.add(at(25_000, 74));
        assertThat(Sampling.of(points)).singleElement().satisfies(run -> {
            assertThat(run.values()).hasSize(26).containsSequence(value(72), null, value(73), null);
            assertThat(run.count()).isEqualTo(5);
        });
        points.add(at(47_000, 75));
        assertThat(Sampling.of(points)).extracting(Samples::from).containsExactly(T0, T0.plusSeconds(47));
    }

    @Test
    void shouldNotDriftOverAnHourOfADeviceWhoseSecondIsNotOurs() {
        Random random = new Random(1);
        List<HistoryPoint> points = new ArrayList<>();
        for (int i = 0; i < 3_580; i++) {
            points.add(at(Math.round(i * 1003.37) + random.nextInt(100), 60 + i % 40));
        }
        assertThat(Sampling.of(points)).singleElement().satisfies(run -> {
            assertThat(run.values()).hasSize(3_580).doesNotContainNull();
            assertThat(run.period()).isBetween(Duration.ofNanos(1_003_300_000), Duration.ofNanos(1_003_440_000));
        });
    }

    @Test
    void shouldBeginANewRunWhereADeviceBeganAnew() {
        List<Samples> runs = Sampling.of(List.of(at(0, 70), at(1000, 71), at(2000, 72), at(5500, 73), at(6500, 74),
                at(7500, 75)));
        assertThat(runs).extracting(Samples::from).containsExactly(T0, T0.plusMillis(5500));
        assertThat(runs).extracting(Samples::count).containsExactly(3, 3);
    }

    @Test
    void shouldKeepTheReadingsOfEachDeviceTogether() {
        List<Samples> runs = Sampling.of(List.of(of("d2", 0, 70), of("d1", 300, 71), of("d2", 1000, 72),
                of("d1", 1300, 73)));
        assertThat(runs).extracting(Samples::deviceId).containsExactly(new DeviceId("d1"), new DeviceId("d2"));
        assertThat(runs).extracting(Samples::values).containsExactly(List.of(value(71), value(73)),
                List.of(value(70), value(72)));
    }

    @Test
    void shouldKeepBothOfTwoReadingsOfOneInstantAndASingleOne() {
        assertThat(Sampling.of(List.of(at(0, 70), at(0, 71)))).extracting(Samples::count).containsExactly(1, 1);
        assertThat(Sampling.of(List.of(at(0, 70)))).extracting(Samples::values).containsExactly(List.of(value(70)));
        assertThat(Sampling.of(List.of())).isEmpty();
    }

    @Test
    void shouldPutEveryReadingIntoOneRunAtAPlaceTrueToAQuarterOfThePeriod() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<HistoryPoint> points = new ArrayList<>();
            long millis = 0;
            int usual = 1 + random.nextInt(20_000);
            for (int i = 0; i < 1 + random.nextInt(200); i++) {
                points.add(at(millis, random.nextInt(200)));
                millis += random.nextInt(3) == 0 ? random.nextInt(60_000) : usual + random.nextInt(1 + usual / 8);
            }
            points.sort(Comparator.comparing(HistoryPoint::takenAt));
            holdsAll(points, Sampling.of(points), seed);
        }
    }

    private static void holdsAll(List<HistoryPoint> points, List<Samples> runs, int seed) {
        int next = 0;
        for (Samples run : runs) {
            assertThat(run.values().getFirst()).as("seed %s", seed).isNotNull();
            assertThat(run.values().getLast()).as("seed %s", seed).isNotNull();
            for (int place = 0; place < run.values().size(); place++) {
                if (Objects.nonNull(run.values().get(place))) {
                    HistoryPoint point = points.get(next++);
                    Instant told = run.from().plus(run.period().multipliedBy(place));
                    assertThat(run.values().get(place)).as("seed %s", seed).isEqualTo(numberOf(point));
                    assertThat(Duration.between(told, point.takenAt()).abs()).as("seed %s", seed)
                            .isLessThanOrEqualTo(run.period().dividedBy(4));
                }
            }
        }
        assertThat(next).as("seed %s", seed).isEqualTo(points.size());
    }

    private static HistoryPoint at(long millis, int value) {
        return of("d1", millis, value);
    }

    private static HistoryPoint of(String device, long millis, int value) {
        return new HistoryPoint(Vital.HEART_RATE, T0.plusMillis(millis), "o" + millis + "-" + value, 0,
                new MeasuredValue.Quantity(value(value)), false, false, new DeviceId(device), null);
    }

    private static BigDecimal numberOf(HistoryPoint point) {
        return ((MeasuredValue.Quantity) point.value()).value();
    }

    private static BigDecimal value(int value) {
        return BigDecimal.valueOf(value).setScale(2);
    }
}
