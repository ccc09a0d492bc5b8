package dev.vigil.domain.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final Vital VITAL = Vital.HEART_RATE;
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");
    private static final long DAY = 86_400_000;

    @Test
    void shouldGiveTheSameStatisticsForEveryOrderOfArrival() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            List<Point> points = randomPoints(random, 60, 20 * 60_000);
            Windows inOrder = all(points);
            Collections.shuffle(points, random);
            Windows shuffled = all(points);
            for (WindowLength window : WindowLength.values()) {
                for (Statistic statistic : Statistic.values()) {
                    Instant end = MIDNIGHT.plusSeconds(1200);
                    assertThat(shuffled.endingAt(window, VITAL, end).statistic(statistic))
                            .isEqualTo(inOrder.endingAt(window, VITAL, end).statistic(statistic));
                }
            }
        }
    }

    @Test
    void shouldMergeTalliesInAnyOrderAndGrouping() {
        Random random = new Random(2);
        for (int run = 0; run < 500; run++) {
            Tally a = tally(random);
            Tally b = tally(random);
            Tally c = tally(random);
            assertThat(a.plus(b)).isEqualTo(b.plus(a));
            assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
        }
    }

    @Test
    void shouldAgreeWithADirectComputation() {
        Random random = new Random(3);
        for (int run = 0; run < 200; run++) {
            List<Point> points = randomPoints(random, 1 + random.nextInt(100), DAY);
            Windows windows = all(points);
            for (WindowLength window : WindowLength.values()) {
                long end = random.nextLong(DAY);
                List<Point> inside = inside(points, window, MIDNIGHT.toEpochMilli() + end);
                for (Statistic statistic : Statistic.values()) {
                    Optional<BigDecimal> expected = Naive.statistic(statistic, inside);
                    Optional<BigDecimal> actual = kept(points, window, end)
                            ? windows.endingAt(window, VITAL, MIDNIGHT.plusMillis(end)).statistic(statistic) : expected;
                    assertThat(actual.map(Naive::plain)).as("%s of %s", statistic, window)
                            .isEqualTo(expected.map(Naive::plain));
                }
            }
        }
    }

    @Test
    void shouldCountALateReadingWhosePaneIsKeptAndIgnoreOneWhosePaneIsNot() {
        Windows windows = Windows.EMPTY.plus(point(0, 7000)).plus(point(10 * 60_000, 8000));
        Windows late = windows.plus(point(9 * 60_000, 9000));
        assertThat(late.endingAt(WindowLength.FIVE_MINUTES, VITAL, MIDNIGHT.plusSeconds(600)).count()).isEqualTo(2);
        PaneRing ring = PaneRing.empty(WindowLength.FIVE_MINUTES).plus(point(36 * 10_000L, 8000));
        assertThat(ring.plus(point(0, 7000))).isSameAs(ring);
    }

    @Test
    void shouldLoseOnePaneAtMostToAReadingFarOff() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            points.add(point(i * 10_000L, 7000 + i));
        }
        Instant end = MIDNIGHT.plusSeconds(299);
        long before = all(points).endingAt(WindowLength.FIVE_MINUTES, VITAL, end).count();
        for (String far : List.of("2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z")) {
            Windows windows = all(points).plus(new Point(Instant.parse(far).toEpochMilli(), 1));
            assertThat(windows.endingAt(WindowLength.FIVE_MINUTES, VITAL, end).count())
                    .isBetween(before - 1, before);
        }
    }

    @Test
    void shouldTakeAPointOutAgainAsIfItHadNeverBeen() {
        Random random = new Random(4);
        for (int run = 0; run < 200; run++) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                points.add(point(i * 600_000L + random.nextInt(500_000), 3000 + random.nextInt(15_000)));
            }
            Point wrong = points.get(random.nextInt(points.size()));
            Windows taken = all(points).minus(wrong);
            points.remove(wrong);
            Windows never = all(points);
            assertThat(taken.oneDay().newest()).isEqualTo(never.oneDay().newest());
            for (WindowLength window : List.of(WindowLength.FIVE_MINUTES, WindowLength.ONE_HOUR,
                    WindowLength.ONE_DAY)) {
                for (Statistic statistic : Statistic.values()) {
                    Instant end = MIDNIGHT.plusMillis(12_600_000);
                    assertThat(taken.endingAt(window, VITAL, end).statistic(statistic))
                            .isEqualTo(never.endingAt(window, VITAL, end).statistic(statistic));
                }
            }
        }
    }

    @Test
    void shouldKeepSumsExactAndExtremesAsBoundsWhenAPointLeavesADensePane() {
        List<Point> points = List.of(point(1, 7000), point(2, 9000), point(3, 7500), point(4, 7100));
        Windows taken = all(points).minus(point(2, 9000));
        RollingWindow window = taken.endingAt(WindowLength.FIVE_MINUTES, VITAL, MIDNIGHT);
        assertThat(window.count()).isEqualTo(3);
        assertThat(window.statistic(Statistic.MEAN).map(Naive::plain)).contains("72");
        assertThat(window.statistic(Statistic.MAX).map(Naive::plain)).contains("90");
    }

    @Test
    void shouldNotTakeOutWhatItSeesItNeverHeld() {
        PaneRing ring = PaneRing.empty(WindowLength.ONE_HOUR).plus(point(1, 7000));
        assertThat(ring.minus(point(2, 7000), Points.UNKNOWN)).isSameAs(ring);
        assertThat(ring.minus(point(100_000, 7000), Points.UNKNOWN)).isSameAs(ring);
        PaneRing two = ring.plus(point(5, 7200));
        assertThat(two.minus(point(3, 7000), Points.UNKNOWN)).isSameAs(two);
    }

    @Test
    void shouldSumUpAClosedHourExactly() {
        Windows windows = all(List.of(point(0, 7000), point(30 * 60_000, 7200), point(59 * 60_000, 7100),
                point(60 * 60_000, 20000)));
        Summary summary = windows.closed(WindowLength.ONE_HOUR, MIDNIGHT).orElseThrow()
                .summary(new PatientId("p1"), VITAL, WindowLength.ONE_HOUR, MIDNIGHT, 0);
        assertThat(summary.count()).isEqualTo(3);
        assertThat(summary.mean()).isEqualByComparingTo("71");
        assertThat(summary.min()).isEqualByComparingTo("70");
        assertThat(summary.max()).isEqualByComparingTo("72");
        assertThat(summary.first()).isEqualByComparingTo("70");
        assertThat(summary.last()).isEqualByComparingTo("71");
        assertThat(summary.stdDev()).isEqualByComparingTo("0.816497");
        assertThat(summary.to()).isEqualTo(MIDNIGHT.plusSeconds(3600));
    }

    @Test
    void shouldHaveNoSlopeWhereAllReadingsAreOfOneInstant() {
        Windows windows = all(List.of(point(5, 7000), point(5, 7100)));
        RollingWindow window = windows.endingAt(WindowLength.ONE_HOUR, VITAL, MIDNIGHT);
        assertThat(window.statistic(Statistic.SLOPE_PER_HOUR)).isEmpty();
        assertThat(window.statistic(Statistic.FIRST)).contains(new BigDecimal("70.00"));
        assertThat(window.statistic(Statistic.LAST)).contains(new BigDecimal("71.00"));
    }

    @Test
    void shouldIgnoreFurtherPointsOfAFullPane() {
        Pane pane = Pane.of(point(0, 7000), WindowLength.ONE_DAY.pane());
        Pane full = new Pane(pane.index(), Pane.MOST_POINTS, 0, 0, 0, 0, 0, 0, 0, pane.first(), pane.last());
        assertThat(full.plus(pane)).isSameAs(full);
        long widest = 400_000;
        long longest = WindowLength.ONE_DAY.pane().toMillis();
        assertThat(Math.multiplyExact(Pane.MOST_POINTS, widest * widest)).isPositive();
        assertThat(Math.multiplyExact(Pane.MOST_POINTS, longest * longest)).isPositive();
        assertThat(Math.multiplyExact(Pane.MOST_POINTS, longest * widest)).isPositive();
        for (Vital vital : Vital.values()) {
            assertThat(vital.plausible().high().movePointRight(vital.scale()).longValueExact())
                    .isLessThanOrEqualTo(widest);
        }
    }

    private static boolean kept(List<Point> points, WindowLength window, long end) {
        long newest = points.stream().mapToLong(Point::millis).max().orElseThrow();
        long span = window.pane().toMillis() * (window.keptPanes() - window.panes() - 1);
        return MIDNIGHT.toEpochMilli() + end >= newest - span;
    }

    private static List<Point> inside(List<Point> points, WindowLength window, long end) {
        long to = Pane.indexOf(end, window.pane()) + 1;
        return points.stream().filter(p -> Pane.indexOf(p.millis(), window.pane()) < to
                && Pane.indexOf(p.millis(), window.pane()) >= to - window.panes()).toList();
    }

    private static Tally tally(Random random) {
        return all(randomPoints(random, 1 + random.nextInt(5), DAY)).closed(WindowLength.ONE_DAY, MIDNIGHT)
                .orElseThrow();
    }

    private static Windows all(List<Point> points) {
        Windows windows = Windows.EMPTY;
        for (Point point : points) {
            windows = windows.plus(point);
        }
        return windows;
    }

    private static List<Point> randomPoints(Random random, int count, long span) {
        return new ArrayList<>(LongStream.range(0, count)
                .mapToObj(i -> point(random.nextLong(span), 3000 + random.nextInt(15_000))).toList());
    }

    private static Point point(long millis, long scaled) {
        return new Point(MIDNIGHT.toEpochMilli() + millis, scaled);
    }

    /// The definitions, on all points at once.
    private static final class Naive {

        private static final MathContext PRECISE = new MathContext(60);

        static Optional<BigDecimal> statistic(Statistic statistic, List<Point> points) {
            if (points.isEmpty()) {
                return Optional.empty();
            }
            List<BigDecimal> values = points.stream().map(p -> BigDecimal.valueOf(p.scaled(), VITAL.scale())).toList();
            List<Point> ordered = points.stream().sorted((a, b) -> a.isBefore(b) ? -1 : b.isBefore(a) ? 1 : 0).toList();
            return switch (statistic) {
                case COUNT -> Optional.of(BigDecimal.valueOf(points.size()));
                case MEAN -> Optional.of(mean(values).setScale(6, RoundingMode.HALF_UP));
                case MIN -> Optional.of(Collections.min(values));
                case MAX -> Optional.of(Collections.max(values));
                case STD_DEV -> Optional.of(stdDev(values));
                case FIRST -> Optional.of(BigDecimal.valueOf(ordered.getFirst().scaled(), VITAL.scale()));
                case LAST -> Optional.of(BigDecimal.valueOf(ordered.getLast().scaled(), VITAL.scale()));
                case SLOPE_PER_HOUR -> slope(points, values);
            };
        }

        private static BigDecimal mean(List<BigDecimal> values) {
            return values.stream().reduce(BigDecimal::add).orElseThrow().divide(BigDecimal.valueOf(values.size()),
                    PRECISE);
        }

        private static BigDecimal stdDev(List<BigDecimal> values) {
            BigDecimal mean = mean(values);
            return mean(values.stream().map(v -> v.subtract(mean).pow(2)).toList()).sqrt(PRECISE)
                    .setScale(6, RoundingMode.HALF_UP);
        }

        private static Optional<BigDecimal> slope(List<Point> points, List<BigDecimal> values) {
            List<BigDecimal> hours = points.stream().map(p -> BigDecimal.valueOf(p.millis() - MIDNIGHT.toEpochMilli())
                    .divide(BigDecimal.valueOf(3_600_000), PRECISE)).toList();
            BigDecimal meanHour = mean(hours);
            BigDecimal meanValue = mean(values);
            BigDecimal above = BigDecimal.ZERO;
            BigDecimal below = BigDecimal.ZERO;
            for (int i = 0; i < hours.size(); i++) {
                BigDecimal off = hours.get(i).subtract(meanHour);
                above = above.add(off.multiply(values.get(i).subtract(meanValue)));
                below = below.add(off.multiply(off));
            }
            return points.stream().mapToLong(Point::millis).distinct().count() < 2 ? Optional.empty()
                    : Optional.of(above.divide(below, PRECISE).setScale(6, RoundingMode.HALF_UP));
        }

        static String plain(BigDecimal value) {
            return value.stripTrailingZeros().toPlainString();
        }
    }
}
