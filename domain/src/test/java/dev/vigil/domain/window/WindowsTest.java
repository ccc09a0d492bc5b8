package dev.vigil.domain.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final Vital VITAL = Vital.BLOOD_GLUCOSE;
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");
    private static final long DAY = 86_400_000;
    private static final WindowLength FIVE_MINUTES = new WindowLength(Duration.ofMinutes(5));
    private static final List<WindowLength> LENGTHS = Stream.of("PT1M", "PT2M30S", "PT5M", "PT6M", "PT15M", "PT1H",
            "PT75M", "PT6H", "PT24H", "PT30H", "P7D", "P14D", "P30D").map(Duration::parse).map(WindowLength::new)
            .toList();

    @Test
    void shouldGiveTheSameStatisticsForEveryOrderOfArrival() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            List<Point> points = randomPoints(random, 60, 20 * 60_000);
            Windows inOrder = all(points);
            Collections.shuffle(points, random);
            Windows shuffled = all(points);
            for (WindowLength window : LENGTHS) {
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
            long span = 60_000L << random.nextInt(17);
            List<Point> points = randomPoints(random, 1 + random.nextInt(100), span);
            Windows windows = all(points);
            for (WindowLength window : LENGTHS) {
                long end = random.nextLong(span);
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
        Windows windows = Windows.EMPTY.plus(VITAL, point(0, 7000)).plus(VITAL, point(10 * 60_000, 8000));
        Windows late = windows.plus(VITAL, point(9 * 60_000, 9000));
        assertThat(late.endingAt(FIVE_MINUTES, VITAL, MIDNIGHT.plusSeconds(600)).count()).isEqualTo(2);
        PaneRing ring = PaneRing.empty(Grain.TEN_SECONDS).plus(VITAL, point(36 * 10_000L, 8000));
        assertThat(ring.plus(VITAL, point(0, 7000))).isSameAs(ring);
    }

    @Test
    void shouldLoseOnePaneAtMostToAReadingFarOff() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            points.add(point(i * 10_000L, 7000 + i));
        }
        Instant end = MIDNIGHT.plusSeconds(299);
        long before = all(points).endingAt(FIVE_MINUTES, VITAL, end).count();
        for (String far : List.of("2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z")) {
            Windows windows = all(points).plus(VITAL, new Point(Instant.parse(far).toEpochMilli(), 1));
            assertThat(windows.endingAt(FIVE_MINUTES, VITAL, end).count())
                    .isBetween(before - 1, before);
        }
    }

    @Test
    void shouldTakeAPointOutAgainAsIfItHadNeverBeen() {
        Random random = new Random(4);
        for (int run = 0; run < 200; run++) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                points.add(point(i * 600_000L + random.nextInt(500_000), 3000 + random.nextInt(30_000)));
            }
            Point wrong = points.get(random.nextInt(points.size()));
            Windows taken = all(points).minus(VITAL, wrong);
            points.remove(wrong);
            Windows never = all(points);
            assertThat(taken.quarters().newest()).isEqualTo(never.quarters().newest());
            for (WindowLength window : List.of(FIVE_MINUTES, WindowLength.ONE_HOUR,
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
        Windows taken = all(points).minus(VITAL, point(2, 9000));
        RollingWindow window = taken.endingAt(FIVE_MINUTES, VITAL, MIDNIGHT);
        assertThat(window.count()).isEqualTo(3);
        assertThat(window.statistic(Statistic.MEAN).map(Naive::plain)).contains("72");
        assertThat(window.statistic(Statistic.MAX).map(Naive::plain)).contains("90");
    }

    @Test
    void shouldNotTakeOutWhatItSeesItNeverHeld() {
        PaneRing ring = PaneRing.empty(Grain.ONE_MINUTE).plus(VITAL, point(1, 7000));
        assertThat(ring.minus(VITAL, point(2, 7000), Points.UNKNOWN)).isSameAs(ring);
        assertThat(ring.minus(VITAL, point(100_000, 7000), Points.UNKNOWN)).isSameAs(ring);
        PaneRing two = ring.plus(VITAL, point(5, 7200));
        assertThat(two.minus(VITAL, point(3, 7000), Points.UNKNOWN)).isSameAs(two);
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
        Pane pane = Pane.of(VITAL, point(0, 7000), Grain.FIFTEEN_MINUTES.pane());
        Pane full = new Pane(pane.index(), Pane.MOST_POINTS, 0, 0, 0, 0, 0, 0, 0, pane.first(), pane.last(), null);
        assertThat(full.plus(pane)).isSameAs(full);
        long widest = 400_000;
        long longest = Grain.FIFTEEN_MINUTES.pane().toMillis();
        assertThat(Math.multiplyExact(Pane.MOST_POINTS, widest * widest)).isPositive();
        assertThat(Math.multiplyExact(Pane.MOST_POINTS, longest * longest)).isPositive();
        assertThat(Math.multiplyExact(Pane.MOST_POINTS, longest * widest)).isPositive();
        for (Vital vital : Vital.values()) {
            assertThat(vital.plausible().high().movePointRight(vital.scale()).longValueExact())
                    .isLessThanOrEqualTo(widest);
        }
    }

    @Test
    void shouldCallSixHoursFullBeforeTheirTimesLeaveALong() {
        Duration length = Grain.SIX_HOURS.pane();
        Pane pane = Pane.of(VITAL, point(0, 7000), length);
        int twoASecond = 43_200;
        for (int i = 1; i < twoASecond; i++) {
            pane = pane.plus(Pane.of(VITAL, point(i * 500L, 7000), length));
        }
        assertThat(pane.count()).as("two readings a second for six hours").isEqualTo(twoASecond);
        Pane late = Pane.of(VITAL, point(length.toMillis() - 1, 7000), length);
        long fits = (Long.MAX_VALUE - pane.timeSquares()) / late.timeSquares();
        for (long i = 0; i < fits; i++) {
            pane = pane.plus(late);
        }
        assertThat(pane.count()).isEqualTo(twoASecond + fits);
        assertThat(pane.plus(late)).as("one more would leave a long").isSameAs(pane);
    }

    @Test
    void shouldReachBackToTheEdgeOfTheOldestPaneOfEveryLengthAndNoFarther() {
        for (WindowLength window : LENGTHS) {
            long pane = window.grain().pane().toMillis();
            Instant inLastPane = MIDNIGHT.plusMillis(pane - 1);
            long from = pane - window.length().toMillis();
            for (Instant end : List.of(MIDNIGHT, inLastPane)) {
                assertThat(count(window, end, point(from, 7000))).as("%s, its first instant", window).isOne();
                assertThat(count(window, end, point(from - 1, 7000))).as("%s, just before it", window).isZero();
                assertThat(count(window, end, point(pane - 1, 7000))).as("%s, its last pane", window).isOne();
                assertThat(count(window, end, point(pane, 7000))).as("%s, the next pane", window).isZero();
            }
            assertThat(count(window, MIDNIGHT.plusMillis(pane), point(from, 7000)))
                    .as("%s, one pane later", window).isZero();
        }
    }

    @Test
    void shouldKeepThirtyDaysAndThreeMoreForWhatComesLate() {
        Windows windows = Windows.EMPTY.plus(VITAL, point(0, 7000)).plus(VITAL, point(-32 * DAY, 8000));
        WindowLength month = new WindowLength(Duration.ofDays(30));
        assertThat(windows.endingAt(month, VITAL, MIDNIGHT.minus(Duration.ofDays(3))).count()).isOne();
        assertThat(windows.plus(VITAL, point(-33 * DAY, 9000)).sixHours()).isSameAs(windows.sixHours());
    }

    @Test
    void shouldHoldTheTimeBeforeInPanesThatFitIt() {
        Windows windows = all(List.of(point(-31 * DAY, 3000), point(-30 * DAY, 4000), point(-DAY, 5000),
                point(-65 * 60_000, 6000), point(-60 * 60_000, 6500), point(-5 * 60_000, 7000), point(-60_000, 7500),
                point(0, 8000)));
        assertThat(lowest(windows, "PT1M")).isEqualTo("75");
        assertThat(lowest(windows, "PT5M")).isEqualTo("70");
        assertThat(lowest(windows, "PT59M")).as("panes of a minute").isEqualTo("70");
        assertThat(lowest(windows, "PT1H")).as("panes of a quarter").isEqualTo("65");
        assertThat(lowest(windows, "PT24H")).as("panes of six hours").isEqualTo("50");
        assertThat(lowest(windows, "P30D")).isEqualTo("40");
        assertThat(windows.highest(VITAL, Duration.ofDays(30), MIDNIGHT).map(Naive::plain)).contains("80");
        assertThat(windows.highest(VITAL, Duration.ofDays(30), MIDNIGHT.minusMillis(1)).map(Naive::plain))
                .contains("75");
    }

    @Test
    void shouldHoldSomebodyAgainstYesterdayThoughTheyMeasureAtAnotherHour() {
        Instant seven = MIDNIGHT.plus(Duration.ofHours(7));
        Point yesterdayAtSix = point(-18 * 3_600_000L, 7000);
        Windows windows = all(List.of(yesterdayAtSix, new Point(seven.toEpochMilli(), 7300)));
        assertThat(windows.lowest(VITAL, Duration.ofHours(24), seven).map(Naive::plain)).contains("70");
    }

    private static String lowest(Windows windows, String within) {
        return windows.lowest(VITAL, Duration.parse(within), MIDNIGHT).map(Naive::plain).orElseThrow();
    }

    private static long count(WindowLength window, Instant end, Point point) {
        return Windows.EMPTY.plus(VITAL, point).endingAt(window, VITAL, end).count();
    }

    private static boolean kept(List<Point> points, WindowLength window, long end) {
        long newest = points.stream().mapToLong(Point::millis).max().orElseThrow();
        long span = window.grain().pane().toMillis() * (window.grain().keptPanes() - window.panes() - 1);
        return MIDNIGHT.toEpochMilli() + end >= newest - span;
    }

    private static List<Point> inside(List<Point> points, WindowLength window, long end) {
        long to = Pane.indexOf(end, window.grain().pane()) + 1;
        return points.stream().filter(p -> Pane.indexOf(p.millis(), window.grain().pane()) < to
                && Pane.indexOf(p.millis(), window.grain().pane()) >= to - window.panes()).toList();
    }

    private static Tally tally(Random random) {
        return all(randomPoints(random, 1 + random.nextInt(5), DAY)).closed(WindowLength.ONE_DAY, MIDNIGHT)
                .orElseThrow();
    }

    private static Windows all(List<Point> points) {
        Windows windows = Windows.EMPTY;
        for (Point point : points) {
            windows = windows.plus(VITAL, point);
        }
        return windows;
    }

    private static List<Point> randomPoints(Random random, int count, long span) {
        return new ArrayList<>(LongStream.range(0, count)
                .mapToObj(i -> point(random.nextLong(span), 3000 + random.nextInt(30_000))).toList());
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
                case COEFFICIENT_OF_VARIATION -> Optional.of(variance(values).sqrt(PRECISE)
                        .multiply(BigDecimal.valueOf(100)).divide(mean(values), 4, RoundingMode.HALF_UP));
                case IN_RANGE -> share(values, 70, 180);
                case BELOW_RANGE -> share(values, 0, 69);
                case VERY_LOW -> share(values, 0, 53);
                case ABOVE_RANGE -> share(values, 181, 999);
                case VERY_HIGH -> share(values, 251, 999);
            };
        }

        private static Optional<BigDecimal> share(List<BigDecimal> values, int from, int to) {
            long inside = values.stream().map(value -> value.setScale(0, RoundingMode.HALF_UP).intValueExact())
                    .filter(value -> value >= from && value <= to).count();
            return Optional.of(BigDecimal.valueOf(100 * inside).divide(BigDecimal.valueOf(values.size()), 4,
                    RoundingMode.HALF_UP));
        }

        private static BigDecimal mean(List<BigDecimal> values) {
            return values.stream().reduce(BigDecimal::add).orElseThrow().divide(BigDecimal.valueOf(values.size()),
                    PRECISE);
        }

        private static BigDecimal stdDev(List<BigDecimal> values) {
            return variance(values).sqrt(PRECISE).setScale(6, RoundingMode.HALF_UP);
        }

        private static BigDecimal variance(List<BigDecimal> values) {
            BigDecimal mean = mean(values);
            return mean(values.stream().map(v -> v.subtract(mean).pow(2)).toList());
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
