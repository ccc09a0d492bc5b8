package dev.vigil.domain.window;

import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// All windows of one vital of one patient. A point touches one pane of each.
public record Windows(PaneRing fiveMinutes, PaneRing oneHour, PaneRing oneDay, PaneRing oneWeek) {

    public static final Windows EMPTY = new Windows(PaneRing.empty(WindowLength.FIVE_MINUTES),
            PaneRing.empty(WindowLength.ONE_HOUR), PaneRing.empty(WindowLength.ONE_DAY),
            PaneRing.empty(WindowLength.ONE_WEEK));

    public Windows plus(Point point) {
        return new Windows(fiveMinutes.plus(point), oneHour.plus(point), oneDay.plus(point), oneWeek.plus(point));
    }

    /// Without a point that turned out to be wrong.
    public Windows minus(Point point) {
        return minus(point, Points.UNKNOWN);
    }

    /// @param left the points that are left
    public Windows minus(Point point, Points left) {
        return new Windows(fiveMinutes.minus(point, left), oneHour.minus(point, left), oneDay.minus(point, left),
                oneWeek.minus(point, left));
    }

    public PaneRing ring(WindowLength window) {
        return switch (window) {
            case FIVE_MINUTES -> fiveMinutes;
            case ONE_HOUR -> oneHour;
            case ONE_DAY -> oneDay;
            case ONE_WEEK -> oneWeek;
        };
    }

    public RollingWindow endingAt(WindowLength window, Vital vital, Instant end) {
        return new RollingWindow(ring(window), vital.scale(), end.toEpochMilli());
    }

    /// The smallest value of the time before an end, in whole panes of the week; at most a week back.
    public Optional<BigDecimal> lowest(Vital vital, Duration within, Instant end) {
        Duration pane = WindowLength.ONE_WEEK.pane();
        long first = Pane.indexOf(end.minus(within).toEpochMilli(), pane);
        return oneWeek.panes(first, Pane.indexOf(end.toEpochMilli(), pane) + 1).map(Pane::min).min(Long::compare)
                .map(least -> BigDecimal.valueOf(least, vital.scale()));
    }

    /// The greatest value of the time before an end, as the lowest.
    public Optional<BigDecimal> highest(Vital vital, Duration within, Instant end) {
        Duration pane = WindowLength.ONE_WEEK.pane();
        long first = Pane.indexOf(end.minus(within).toEpochMilli(), pane);
        return oneWeek.panes(first, Pane.indexOf(end.toEpochMilli(), pane) + 1).map(Pane::max).max(Long::compare)
                .map(greatest -> BigDecimal.valueOf(greatest, vital.scale()));
    }

    /// The week before the pane of a time: what is usual for the patient, without what happens now.
    public Optional<Tally> weekBefore(Instant time) {
        Duration pane = WindowLength.ONE_WEEK.pane();
        long now = Pane.indexOf(time.toEpochMilli(), pane);
        return oneWeek.panes(now - WindowLength.ONE_WEEK.panes(), now).map(part -> part.tally(pane))
                .reduce(Tally::plus);
    }

    /// How many points the quarter of an hour from a time holds.
    public long closedPane(Instant quarter) {
        return oneDay.pane(Pane.indexOf(quarter.toEpochMilli(), WindowLength.ONE_DAY.pane())).map(Pane::count)
                .orElse(0L);
    }

    /// What a window aligned to UTC holds, empty where it holds nothing or is no longer kept. Hours and days are both
    /// made of the day's panes, which are kept long enough to revise them.
    public Optional<Tally> closed(WindowLength window, Instant from) {
        long first = Pane.indexOf(from.toEpochMilli(), WindowLength.ONE_DAY.pane());
        long panes = window.length().dividedBy(WindowLength.ONE_DAY.pane());
        return oneDay.panes(first, first + panes).map(pane -> pane.tally(WindowLength.ONE_DAY.pane()))
                .reduce(Tally::plus);
    }
}
