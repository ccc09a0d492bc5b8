package dev.vigil.domain.window;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The length of a window: from a minute to thirty days, a whole number of the panes that it is made of. The last of
/// them is filled up to now, so a window reaches back its length less at most one pane.
///
/// @throws IllegalArgumentException of any other length, naming what is allowed
public record WindowLength(Duration length) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    public static final WindowLength ONE_HOUR = new WindowLength(Duration.ofHours(1));
    public static final WindowLength ONE_DAY = new WindowLength(Duration.ofHours(24));
    public static final WindowLength ONE_WEEK = new WindowLength(Duration.ofDays(7));

    public WindowLength {
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(Grain.SIX_HOURS.reach()) > 0
                || !isWholePanes(length, Grain.reaching(length).pane())) {
            throw new IllegalArgumentException("must be " + allowed());
        }
    }

    /// In words, for whoever asked for another.
    public static String allowed() {
        return SHORTEST + Arrays.stream(Grain.values()).map(grain -> " to " + text(grain.reach()) + " in steps of "
                + grain.pane()).collect(Collectors.joining(","));
    }

    /// What it is made of.
    public Grain grain() {
        return Grain.reaching(length);
    }

    /// Of how many panes.
    public int panes() {
        return (int) (length.toMillis() / grain().pane().toMillis());
    }

    @Override
    public String toString() {
        return length.toString();
    }

    private static boolean isWholePanes(Duration length, Duration pane) {
        return length.getNano() == 0 && length.toSeconds() % pane.toSeconds() == 0;
    }

    private static String text(Duration reach) {
        return reach.toDays() > 1 ? "P" + reach.toDays() + "D" : reach.toString();
    }
}
