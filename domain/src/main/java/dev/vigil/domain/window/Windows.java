package dev.vigil.domain.window;

import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// What is laid up of one vital of one patient, at every grain. A point touches one pane of each.
public record Windows(PaneRing tenSeconds, PaneRing minutes, PaneRing quarters, PaneRing sixHours) {

    public static final Windows EMPTY = new Windows(PaneRing.empty(Grain.TEN_SECONDS),
            PaneRing.empty(Grain.ONE_MINUTE), PaneRing.empty(Grain.FIFTEEN_MINUTES), PaneRing.empty(Grain.SIX_HOURS));

    public Windows plus(Vital vital, Point point) {
        return new Windows(tenSeconds.plus(vital, point), minutes.plus(vital, point), quarters.plus(vital, point),
                sixHours.plus(vital, point));
    }

    /// Without a point that turned out to be wrong.
    public Windows minus(Vital vital, Point point) {
        return minus(vital, point, Points.UNKNOWN);
    }

    /// @param left the points that are left
    public Windows minus(Vital vital, Point point, Points left) {
        return new Windows(tenSeconds.minus(vital, point, left), minutes.minus(vital, point, left),
                quarters.minus(vital, point, left), sixHours.minus(vital, point, left));
    }

    public PaneRing ring(Grain grain) {
        return switch (grain) {
            case TEN_SECONDS -> tenSeconds;
            case ONE_MINUTE -> minutes;
            case FIFTEEN_MINUTES -> quarters;
            case SIX_HOURS -> sixHours;
        };
    }

    public RollingWindow endingAt(WindowLength window, Vital vital, Instant end) {
        return new RollingWindow(ring(window.grain()), window, vital.scale(), end.toEpochMilli());
    }

    /// The smallest value of the time before an end, in whole panes; at most thirty days back.
    public Optional<BigDecimal> lowest(Vital vital, Duration within, Instant end) {
        return before(within, end).map(Pane::min).min(Long::compare)
                .map(least -> BigDecimal.valueOf(least, vital.scale()));
    }

    /// The greatest value of the time before an end, as the lowest.
    public Optional<BigDecimal> highest(Vital vital, Duration within, Instant end) {
        return before(within, end).map(Pane::max).max(Long::compare)
                .map(greatest -> BigDecimal.valueOf(greatest, vital.scale()));
    }

    private Stream<Pane> before(Duration within, Instant end) {
        PaneRing ring = ring(Grain.reachingBeyond(within));
        Duration pane = ring.grain().pane();
        return ring.panes(Pane.indexOf(end.minus(within).toEpochMilli(), pane),
                Pane.indexOf(end.toEpochMilli(), pane) + 1);
    }

    /// Where the time before an end begins, in whole panes.
    public static Instant beginning(Duration within, Instant end) {
        Duration pane = Grain.reachingBeyond(within).pane();
        return Instant.ofEpochMilli(Pane.indexOf(end.minus(within).toEpochMilli(), pane) * pane.toMillis());
    }

    /// The week before the pane of a time: what is usual for the patient, without what happens now.
    public Optional<Tally> weekBefore(Instant time) {
        Duration pane = sixHours.grain().pane();
        long now = Pane.indexOf(time.toEpochMilli(), pane);
        return sixHours.panes(now - WindowLength.ONE_WEEK.panes(), now).map(part -> part.tally(pane))
                .reduce(Tally::plus);
    }

    /// How many points the quarter of an hour from a time holds.
    public long closedPane(Instant quarter) {
        return quarters.pane(Pane.indexOf(quarter.toEpochMilli(), quarters.grain().pane())).map(Pane::count).orElse(0L);
    }

    /// What a window aligned to UTC holds, empty where it holds nothing or is no longer kept. Hours and days are both
    /// made of quarters of an hour, which are kept long enough to revise them.
    public Optional<Tally> closed(WindowLength window, Instant from) {
        Duration pane = quarters.grain().pane();
        long first = Pane.indexOf(from.toEpochMilli(), pane);
        long panes = window.length().dividedBy(pane);
        return quarters.panes(first, first + panes).map(part -> part.tally(pane)).reduce(Tally::plus);
    }
}
