package dev.vigil.app.trial;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/// The hours in which a call wakes somebody.
///
/// @param from inclusive
/// @param to exclusive
public record Night(LocalTime from, LocalTime to, ZoneId zone) {

    public static Night in(ZoneId zone) {
        return new Night(LocalTime.of(22, 0), LocalTime.of(7, 0), zone);
    }

    boolean covers(Instant time) {
        LocalTime at = LocalTime.ofInstant(time, zone);
        boolean overMidnight = from.isAfter(to);
        boolean afterFrom = !at.isBefore(from);
        boolean beforeTo = at.isBefore(to);
        return overMidnight ? afterFrom || beforeTo : afterFrom && beforeTo;
    }
}
