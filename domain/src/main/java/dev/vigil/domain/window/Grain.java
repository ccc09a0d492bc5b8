package dev.vigil.domain.window;

import java.time.Duration;

/// How finely readings are laid up: a reading goes into one pane of each grain, and a window is answered from the
/// finest grain that reaches so far back. So a reading costs the same whatever windows are asked for.
public enum Grain {
    TEN_SECONDS(Duration.ofSeconds(10), Duration.ofMinutes(5), 36),
    ONE_MINUTE(Duration.ofMinutes(1), Duration.ofHours(1), 64),
    FIFTEEN_MINUTES(Duration.ofMinutes(15), Duration.ofHours(24), 300),
    SIX_HOURS(Duration.ofHours(6), Duration.ofDays(30), 132);

    private final Duration pane;
    private final Duration reach;
    private final int keptPanes;

    Grain(Duration pane, Duration reach, int keptPanes) {
        this.pane = pane;
        this.reach = reach;
        this.keptPanes = keptPanes;
    }

    public Duration pane() {
        return pane;
    }

    /// The longest window that is answered from these panes.
    public Duration reach() {
        return reach;
    }

    /// How many panes are kept: those of the longest window and some more for late readings. Of the quarters of an hour
    /// 75 hours are kept, so that a day can be revised until 48 hours after its end.
    public int keptPanes() {
        return keptPanes;
    }

    /// The finest that reaches so far back; the coarsest where none does.
    static Grain reaching(Duration back) {
        for (Grain grain : values()) {
            if (grain.reach.compareTo(back) >= 0) {
                return grain;
            }
        }
        return SIX_HOURS;
    }

    /// The finest that reaches farther back than that. A comparison with the time before is made in these: of a day it
    /// has panes of six hours, so that whoever weighs themselves at seven is held against yesterday at six, too.
    static Grain reachingBeyond(Duration back) {
        return reaching(back.plusNanos(1));
    }
}
