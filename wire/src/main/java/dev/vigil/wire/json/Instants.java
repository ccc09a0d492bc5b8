package dev.vigil.wire.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/// Time on the wire, strictly: an instant without an offset is no instant, and a number is none either. Messages do
/// not repeat the text: a birth date is patient data.
public final class Instants {

    /// The longest text of [#put].
    public static final int LONGEST = InstantText.LONGEST;

    private Instants() {
    }

    /// RFC 3339 with `Z` or a numeric offset, up to nanoseconds.
    public static Instant parse(String text) {
        Instant instant = InstantText.parse(text);
        return instant == null ? parseAnyShape(text) : instant;
    }

    /// As [#parse] reads it, in UTC.
    public static String format(Instant instant) {
        return InstantText.of(instant);
    }

    /// As [#format] into bytes with room for the longest; says where the text ends, less than nothing where the year
    /// has not four digits and nothing sensible was written.
    public static int put(Instant instant, byte[] bytes, int start) {
        return InstantText.put(instant, bytes, start);
    }

    private static Instant parseAnyShape(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be an RFC 3339 time with an offset, such as 2026-11-22T10:41:03Z",
                    e);
        }
    }

    public static Duration parseDuration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("must be an ISO 8601 duration, such as PT30S", e);
        }
    }

    public static LocalDate parseDate(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a date, such as 1951-03-02", e);
        }
    }
}
