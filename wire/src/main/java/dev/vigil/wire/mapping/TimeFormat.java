package dev.vigil.wire.mapping;

import dev.vigil.wire.json.Instants;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a vendor writes a time. A local time has the template's zone; in the hours that the zone has twice or not at all
/// it is no time.
public sealed interface TimeFormat {

    Pattern NUMBER = Pattern.compile("-?\\d{1,20}(\\.\\d{1,9})?");
    BigDecimal FARTHEST = new BigDecimal("253402300799");

    /// @throws IllegalArgumentException saying what a time is; never quoting the text
    Instant read(String text);

    record Rfc3339() implements TimeFormat {
        @Override
        public Instant read(String text) {
            return Instants.parse(text);
        }
    }

    /// Seconds or fractions of a second since 1970.
    ///
    /// @param digits of the fraction that the number counts: 0 for seconds, 3 for milliseconds
    record Epoch(int digits) implements TimeFormat {
        @Override
        public Instant read(String text) {
            if (!NUMBER.matcher(text).matches()) {
                throw new IllegalArgumentException("must be a number of " + (digits == 0 ? "seconds" : "milliseconds")
                        + " since 1970");
            }
            BigDecimal seconds = new BigDecimal(text).movePointLeft(digits);
            if (seconds.abs().compareTo(FARTHEST) > 0) {
                throw new IllegalArgumentException("must be a time before the year 10000");
            }
            BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
            return Instant.ofEpochSecond(whole.longValueExact(), seconds.subtract(whole).movePointRight(9).longValue());
        }
    }

    /// @param zone of times without an offset, null where the pattern has one
    record Written(DateTimeFormatter pattern, @Nullable ZoneId zone) implements TimeFormat {
        @Override
        public Instant read(String text) {
            TemporalAccessor time;
            try {
                time = pattern.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be a time of the template's format", e);
            }
            if (time instanceof OffsetDateTime withOffset) {
                return withOffset.toInstant();
            }
            if (zone == null) {
                throw new IllegalArgumentException("must have an offset, since the template has no zone");
            }
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets((LocalDateTime) time);
            if (offsets.size() != 1) {
                throw new IllegalArgumentException("must not be in the hour in which the clocks change");
            }
            return ((LocalDateTime) time).toInstant(offsets.getFirst());
        }
    }
}
