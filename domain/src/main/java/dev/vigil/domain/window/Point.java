package dev.vigil.domain.window;

import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Instant;

/// One value in one instant, as panes keep it: milliseconds of the epoch and the vital's scaled integer.
///
/// @param millis of the epoch; finer time does not change a slope per hour
/// @param scaled the value of record times ten to the vital's scale, exact
public record Point(long millis, long scaled) {

    public static Point of(Vital vital, Instant takenAt, BigDecimal value) {
        return new Point(takenAt.toEpochMilli(), value.setScale(vital.scale()).unscaledValue().longValueExact());
    }

    /// Of two points of one instant the smaller value is the earlier: which of them arrived first must not matter.
    boolean isBefore(Point other) {
        return millis < other.millis || (millis == other.millis && scaled < other.scaled);
    }

    public Point earlier(Point other) {
        return other.isBefore(this) ? other : this;
    }

    public Point later(Point other) {
        return isBefore(other) ? other : this;
    }
}
