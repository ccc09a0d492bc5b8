package dev.vigil.domain.window;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// The window of a ring that ends with the pane of a given time: whole panes, the last one as far as it is filled.
///
/// One walk over at most a hundred panes folds what is asked for most, so asking costs the same however many readings
/// the window holds.
public final class RollingWindow {

    private final PaneRing ring;
    private final int scale;
    private final long from;
    private final long to;
    private final long count;
    private final long sum;
    private final long min;
    private final long max;

    /// @param scale of the vital's value of record
    /// @param endMillis a time in the window's last pane
    public RollingWindow(PaneRing ring, int scale, long endMillis) {
        this.ring = ring;
        this.scale = scale;
        this.to = Pane.indexOf(endMillis, ring.window().pane()) + 1;
        this.from = to - ring.window().panes();
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
        };
    }

    /// Everything at once, empty where the window holds nothing.
    public Optional<Tally> tally() {
        return ring.panes(from, to).map(pane -> pane.tally(ring.window().pane())).reduce(Tally::plus);
    }
}
