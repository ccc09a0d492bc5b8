package dev.vigil.domain.window;

import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.Optional;

/// All windows of one vital of one patient. A point touches one pane of each.
public record Windows(PaneRing fiveMinutes, PaneRing oneHour, PaneRing oneDay) {

    public static final Windows EMPTY = new Windows(PaneRing.empty(WindowLength.FIVE_MINUTES),
            PaneRing.empty(WindowLength.ONE_HOUR), PaneRing.empty(WindowLength.ONE_DAY));

    public Windows plus(Point point) {
        return new Windows(fiveMinutes.plus(point), oneHour.plus(point), oneDay.plus(point));
    }

    public PaneRing ring(WindowLength window) {
        return switch (window) {
            case FIVE_MINUTES -> fiveMinutes;
            case ONE_HOUR -> oneHour;
            case ONE_DAY -> oneDay;
        };
    }

    public RollingWindow endingAt(WindowLength window, Vital vital, Instant end) {
        return new RollingWindow(ring(window), vital.scale(), end.toEpochMilli());
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
