package dev.vigil.app.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The time of a row. Relative times count from the epoch and local ones are taken as UTC: a recording is rebased
/// anyway, so only the distances count.
final class RecordedTime {

    private RecordedTime() {
    }

    static Optional<Instant> parse(String cell, Mapping.Time time) {
        try {
            return Optional.of(time.pattern() == null ? relative(cell, String.valueOf(time.unit()))
                    : LocalDateTime.parse(cell, DateTimeFormatter.ofPattern(time.pattern(), Locale.ROOT))
                            .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Instant relative(String cell, String unit) {
        return Instant.EPOCH.plus(switch (unit) {
            case "seconds" -> times(cell, 1);
            case "minutes" -> times(cell, 60);
            case "hours" -> times(cell, 3600);
            default -> clock(cell);
        });
    }

    private static Duration times(String cell, int seconds) {
        return Duration.ofMillis(new BigDecimal(cell).multiply(BigDecimal.valueOf(seconds * 1000L))
                .setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    private static Duration clock(String cell) {
        String[] parts = cell.split(":", 2);
        if (parts.length != 2) {
            throw new NumberFormatException("not HH:MM");
        }
        return Duration.ofHours(Long.parseLong(parts[0])).plusMinutes(Long.parseLong(parts[1]));
    }
}
