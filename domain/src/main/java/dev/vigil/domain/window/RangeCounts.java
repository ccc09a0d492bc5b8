package dev.vigil.domain.window;

import dev.vigil.domain.vital.TargetRange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// How many readings lie in each band of the vital's target range. Every reading is in one of them.
public record RangeCounts(long veryLow, long low, long inRange, long high, long veryHigh) {

    /// Digits of a share in percent.
    private static final int DIGITS = 4;

    static RangeCounts of(TargetRange range, long scaled) {
        return of(range.bandOf(scaled), 1);
    }

    private static RangeCounts of(TargetRange.Band band, long count) {
        return switch (band) {
            case VERY_LOW -> new RangeCounts(count, 0, 0, 0, 0);
            case LOW -> new RangeCounts(0, count, 0, 0, 0);
            case IN_RANGE -> new RangeCounts(0, 0, count, 0, 0);
            case HIGH -> new RangeCounts(0, 0, 0, count, 0);
            case VERY_HIGH -> new RangeCounts(0, 0, 0, 0, count);
        };
    }

    /// What can be told of a pane that was laid up before there were bands: all of it where its extremes lie in one
    /// band, or where it has no more than its two ends; null where it cannot be told.
    public static @Nullable RangeCounts ofUncounted(TargetRange range, Pane pane) {
        if (pane.count() == 1) {
            return of(range, pane.first().scaled());
        }
        if (pane.count() == 2) {
            return of(range, pane.min()).plus(of(range, pane.max()));
        }
        TargetRange.Band lowest = range.bandOf(pane.min());
        return lowest == range.bandOf(pane.max()) ? of(lowest, pane.count()) : null;
    }

    /// What is not known of one is not known of both.
    static @Nullable RangeCounts sum(@Nullable RangeCounts one, @Nullable RangeCounts other) {
        return one == null || other == null ? null : one.plus(other);
    }

    private RangeCounts plus(RangeCounts o) {
        return new RangeCounts(veryLow + o.veryLow, low + o.low, inRange + o.inRange, high + o.high,
                veryHigh + o.veryHigh);
    }

    RangeCounts minus(RangeCounts o) {
        return new RangeCounts(veryLow - o.veryLow, low - o.low, inRange - o.inRange, high - o.high,
                veryHigh - o.veryHigh);
    }

    /// Below the target, the very low ones included.
    public long below() {
        return veryLow + low;
    }

    /// Above the target, the very high ones included.
    public long above() {
        return high + veryHigh;
    }

    public long total() {
        return below() + inRange + above();
    }

    /// So many of all, in percent.
    public BigDecimal share(long part) {
        return BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(total()), DIGITS, RoundingMode.HALF_UP);
    }
}
