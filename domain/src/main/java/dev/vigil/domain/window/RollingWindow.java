package dev.vigil.domain.window;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The window of a ring that ends with the pane of a given time: whole panes, the last one as far as it is filled.
///
/// One walk over at most a hundred and twenty panes folds what is asked for most, so asking costs the same however many
/// readings the window holds.
public final class RollingWindow {

    private final PaneRing ring;
    private final int scale;
    private final long from;
    private final long to;
    private final long count;
    private final long sum;
    private final long min;
    private final long max;

    /// @param ring of the window's grain
    /// @param scale of the vital's value of record
    /// @param endMillis a time in the window's last pane
    RollingWindow(PaneRing ring, WindowLength window, int scale, long endMillis) {
        this.ring = ring;
        this.scale = scale;
        this.to = Pane.indexOf(endMillis, ring.grain().pane()) + 1;
        this.from = to - window.panes();
        long counted = 0;
        long added = 0;
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        int slot = PaneRing.slotOf(from, ring.size());
        for (long index = from; index < to; index++) {
            Pane pane = ring.inSlot(slot);
            if (pane != null && pane.index() == index) {
                counted += pane.count();
                added += pane.sum();
                least = Math.min(least, pane.min());
                most = Math.max(most, pane.max());
            }
            slot = slot + 1 == ring.size() ? 0 : slot + 1;
        }
        count = counted;
        sum = added;
        min = least;
        max = most;
    }

    public long count() {
        return count;
    }

    /// Empty where the window holds too few readings for it.
    public Optional<BigDecimal> statistic(Statistic statistic) {
        if (count == 0) {
            return Optional.empty();
        }
        return switch (statistic) {
            case COUNT -> Optional.of(BigDecimal.valueOf(count));
            case MEAN -> Optional.of(Tally.mean(BigInteger.valueOf(sum), count, scale));
            case MIN -> Optional.of(BigDecimal.valueOf(min, scale));
            case MAX -> Optional.of(BigDecimal.valueOf(max, scale));
            case FIRST -> tally().map(tally -> BigDecimal.valueOf(tally.first().scaled(), scale));
            case LAST -> tally().map(tally -> BigDecimal.valueOf(tally.last().scaled(), scale));
            case STD_DEV -> tally().map(tally -> tally.stdDev(scale));
            case SLOPE_PER_HOUR -> tally().flatMap(tally -> tally.slopePerHour(scale));
            case COEFFICIENT_OF_VARIATION -> tally().flatMap(Tally::coefficientOfVariation);
            case IN_RANGE -> share(RangeCounts::inRange);
            case BELOW_RANGE -> share(RangeCounts::below);
            case VERY_LOW -> share(RangeCounts::veryLow);
            case ABOVE_RANGE -> share(RangeCounts::above);
            case VERY_HIGH -> share(RangeCounts::veryHigh);
        };
    }

    private Optional<BigDecimal> share(ToLongFunction<RangeCounts> part) {
        return tally().map(Tally::ranges).map(ranges -> ranges.share(part.applyAsLong(ranges)));
    }

    /// Everything at once, empty where the window holds nothing.
    public Optional<Tally> tally() {
        return ring.panes(from, to).map(pane -> pane.tally(ring.grain().pane())).reduce(Tally::plus);
    }
}
