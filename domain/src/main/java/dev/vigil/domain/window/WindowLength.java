package dev.vigil.domain.window;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The rolling windows that are kept, each with the panes that make it: a reading touches one pane of each, whatever
/// the window's length.
public enum WindowLength {
    FIVE_MINUTES(Duration.ofMinutes(5), Duration.ofSeconds(10), 36),
    ONE_HOUR(Duration.ofHours(1), Duration.ofMinutes(1), 64),
    ONE_DAY(Duration.ofHours(24), Duration.ofMinutes(15), 300),
    ONE_WEEK(Duration.ofDays(7), Duration.ofHours(6), 36);

    private final Duration length;
    private final Duration pane;
    private final int keptPanes;
    private final int panes;

    WindowLength(Duration length, Duration pane, int keptPanes) {
        this.length = length;
        this.pane = pane;
        this.keptPanes = keptPanes;
        this.panes = (int) length.dividedBy(pane);
    }

    public Duration length() {
        return length;
    }

    public Duration pane() {
        return pane;
    }

    public int panes() {
        return panes;
    }

    /// How many panes are kept: the window and some more for late readings. Of the day's panes 75 hours are kept, so
    /// that a day can be revised until 48 hours after its end; the week is a patient's own baseline.
    public int keptPanes() {
        return keptPanes;
    }

    public static Optional<WindowLength> of(Duration length) {
        return Arrays.stream(values()).filter(window -> window.length.equals(length)).findFirst();
    }
}
