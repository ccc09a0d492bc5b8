package dev.vigil.domain.window;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The window of a ring that ends with the pane of a given time: whole panes, the last one as far as it is filled.
///
/// Each statistic is folded on its own over at most a hundred panes, so asking costs the same however many readings
/// the window holds; the frequently asked ones fold longs only.
public final class RollingWindow {

    private final PaneRing ring;
    private final int scale;
    private final long from;
    private final long to;

    /// @param scale of the vital's value of record
    /// @param endMillis a time in the window's last pane
    public RollingWindow(PaneRing ring, int scale, long endMillis) {
        this.ring = ring;
        this.scale = scale;
        this.to = Pane.indexOf(endMillis, ring.window().pane()) + 1;
        this.from = to - ring.window().panes();
    }

    public long count() {
        return sum(Pane::count);
    }

    /// Empty where the window holds too few readings for it.
    public Optional<BigDecimal> statistic(Statistic statistic) {
        if (count() == 0) {
            return Optional.empty();
        }
        return switch (statistic) {
            case COUNT -> Optional.of(BigDecimal.valueOf(count()));
            case MEAN -> Optional.of(Tally.mean(BigInteger.valueOf(sum(Pane::sum)), count(), scale));
            case MIN -> Optional.of(BigDecimal.valueOf(least(Pane::min), scale));
            case MAX -> Optional.of(BigDecimal.valueOf(-least(pane -> -pane.max()), scale));
            case FIRST -> tally().map(tally -> BigDecimal.valueOf(tally.first().scaled(), scale));
            case LAST -> tally().map(tally -> BigDecimal.valueOf(tally.last().scaled(), scale));
            case STD_DEV -> tally().map(tally -> tally.stdDev(scale));
            case SLOPE_PER_HOUR -> tally().flatMap(tally -> tally.slopePerHour(scale));
        };
    }

    /// Everything at once, empty where the window holds nothing.
    public Optional<Tally> tally() {
        return ring.panes(from, to).map(pane -> pane.tally(ring.window().pane())).reduce(Tally::plus);
    }

    private long sum(ToLongFunction<Pane> part) {
        long sum = 0;
        for (long index = from; index < to; index++) {
            Pane pane = ring.inSlotOf(index);
            if (pane != null) {
                sum += part.applyAsLong(pane);
            }
        }
        return sum;
    }

    private long least(ToLongFunction<Pane> part) {
        long least = Long.MAX_VALUE;
        for (long index = from; index < to; index++) {
            Pane pane = ring.inSlotOf(index);
            if (pane != null) {
                least = Math.min(least, part.applyAsLong(pane));
            }
        }
        return least;
    }
}
