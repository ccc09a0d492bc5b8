package dev.vigil.domain.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.vital.TargetRange;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is counted, and what is not known. `WindowsTest` holds the shares against their definition.
class RangeCountsTest {

    private static final Vital VITAL = Vital.BLOOD_GLUCOSE;
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");
    private static final long DAY = 86_400_000;

    @Test
    void shouldNotKnowSharesWhereOneOfItsPanesDoesNot() {
        Pane known = Pane.of(VITAL, point(0, 7000), Grain.SIX_HOURS.pane());
        Pane unknown = Pane.of(VITAL, point(-DAY, 7000), Grain.SIX_HOURS.pane()).withRanges(null);
        Windows none = Windows.EMPTY;
        Windows windows = new Windows(none.tenSeconds(), none.minutes(), none.quarters(),
                PaneRing.of(Grain.SIX_HOURS, List.of(known, unknown)));
        WindowLength week = WindowLength.ONE_WEEK;
        assertThat(windows.endingAt(week, VITAL, MIDNIGHT).statistic(Statistic.IN_RANGE)).isEmpty();
        assertThat(windows.endingAt(week, VITAL, MIDNIGHT).count()).isEqualTo(2);
        Windows after = windows.plus(VITAL, point(0, 5000)).plus(VITAL, point(-DAY, 5000));
        WindowLength day = new WindowLength(Duration.ofHours(30));
        assertThat(after.endingAt(day, VITAL, MIDNIGHT.plusMillis(DAY)).statistic(Statistic.BELOW_RANGE)
                .map(RangeCountsTest::plain)).as("as soon as it is out of the window").contains("50");
        assertThat(after.endingAt(day, VITAL, MIDNIGHT).statistic(Statistic.BELOW_RANGE)).isEmpty();
    }

    @Test
    void shouldTellOfAPaneOfBeforeThereWereBandsWhatItsExtremesTell() {
        TargetRange range = VITAL.targetRange();
        Duration pane = Grain.FIFTEEN_MINUTES.pane();
        assertThat(uncounted(range, pane, 5000)).isEqualTo(new RangeCounts(1, 0, 0, 0, 0));
        assertThat(uncounted(range, pane, 30000, 6000)).isEqualTo(new RangeCounts(0, 1, 0, 0, 1));
        assertThat(uncounted(range, pane, 7000, 8000, 18000)).isEqualTo(new RangeCounts(0, 0, 3, 0, 0));
        assertThat(uncounted(range, pane, 7000, 8000, 18100)).isNull();
    }

    @Test
    void shouldHaveNoSharesOfAVitalWithoutATargetRange() {
        Windows windows = Windows.EMPTY.plus(Vital.HEART_RATE, point(0, 7000));
        RollingWindow window = windows.endingAt(WindowLength.ONE_HOUR, Vital.HEART_RATE, MIDNIGHT);
        assertThat(window.statistic(Statistic.IN_RANGE)).isEmpty();
        assertThat(window.statistic(Statistic.COEFFICIENT_OF_VARIATION).map(RangeCountsTest::plain)).contains("0");
    }

    @Test
    void shouldHaveNoCoefficientOfVariationAroundZero() {
        Windows windows = Windows.EMPTY.plus(Vital.OXYGEN_FLOW, point(0, 0)).plus(Vital.OXYGEN_FLOW, point(1, 0));
        assertThat(windows.endingAt(WindowLength.ONE_HOUR, Vital.OXYGEN_FLOW, MIDNIGHT)
                .statistic(Statistic.COEFFICIENT_OF_VARIATION)).isEmpty();
    }

    private static @Nullable RangeCounts uncounted(TargetRange range, Duration length, long... values) {
        Pane pane = Pane.of(VITAL, point(0, values[0]), length);
        for (int i = 1; i < values.length; i++) {
            pane = pane.plus(Pane.of(VITAL, point(i, values[i]), length));
        }
        assertThat(pane.ranges().total()).isEqualTo(values.length);
        return RangeCounts.ofUncounted(range, pane.withRanges(null));
    }

    private static Point point(long millis, long scaled) {
        return new Point(MIDNIGHT.toEpochMilli() + millis, scaled);
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
