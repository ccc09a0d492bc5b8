package dev.vigil.alerts.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.MeasuredValue.Level;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PointSeriesTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final PointSeries series = new PointSeries(Vital.HEART_RATE);

    @Test
    void shouldKeepValuesExactlyAndInTheOrderOfMeasurement() {
        series.put(second(2), rate("71.25"), false);
        series.put(second(1), rate("70.00"), true);
        series.put(second(2), rate("72.00"), false);

        assertThat(series.between(START, second(60))).containsExactly(
                new Point(second(1), rate("70.00"), true), new Point(second(2), rate("72.00"), false));
        assertThat(series.between(second(2), second(2))).isEmpty();
    }

    @Test
    void shouldKeepLevelsOfConsciousness() {
        PointSeries levels = new PointSeries(Vital.CONSCIOUSNESS);
        levels.put(START, new Level(Consciousness.VOICE), false);

        assertThat(levels.between(START, second(1))).extracting(Point::value)
                .containsExactly(new Level(Consciousness.VOICE));
    }

    @Test
    void shouldGrowCoarserAndNotShorterWhenDense() {
        int measured = 5 * PointSeries.MOST_POINTS;
        for (int i = 0; i < measured; i++) {
            series.put(second(i), rate("70.00"), false);
        }
        List<Point> kept = series.between(START, second(measured));

        assertThat(kept).hasSizeLessThanOrEqualTo(PointSeries.MOST_POINTS)
                .hasSizeGreaterThan(PointSeries.MOST_POINTS / 2);
        assertThat(kept.getFirst().takenAt()).isEqualTo(START);
        assertThat(kept.getLast().takenAt()).isEqualTo(second(measured - 1));
    }

    @Test
    void shouldAgreeWithASortedMapOnEveryWalk() {
        Random random = new Random(7);
        TreeMap<Instant, MeasuredValue> expected = new TreeMap<>();
        for (int step = 0; step < 3_000; step++) {
            Instant time = second(random.nextInt(900));
            if (random.nextInt(4) == 0) {
                series.remove(time);
                expected.remove(time);
            } else {
                MeasuredValue value = rate(random.nextInt(200) + ".50");
                series.put(time, value, false);
                expected.put(time, value);
            }
            if (step % 500 == 499) {
                Instant oldest = second(random.nextInt(300));
                series.forgetBefore(oldest);
                expected.headMap(oldest, false).clear();
            }
        }
        assertThat(series.between(START, second(1_000))).extracting(Point::takenAt)
                .containsExactlyElementsOf(expected.keySet());
        assertThat(series.between(START, second(1_000))).extracting(Point::value)
                .containsExactlyElementsOf(expected.values());
    }

    private static Instant second(int second) {
        return START.plus(Duration.ofSeconds(second));
    }

    private static MeasuredValue rate(String value) {
        return new Quantity(new BigDecimal(value));
    }
}
