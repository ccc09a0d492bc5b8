package dev.vigil.wire.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The one shape that nearly every instant has, `2026-11-22T10:41:03.250Z`, read and written digit by digit: at a door
/// the JDK's formatter costs more than everything else about a reading. Any other shape is left to the JDK, so that
/// what is accepted and what is written are the same as by it.
final class InstantText {

    private static final int SECONDS_END = 19;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int[] FRACTION_UNITS = {1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000,
        1_000, 100, 10, 1};

    private InstantText() {
    }

    /// Null where the text has another shape or is no instant.
    static @Nullable Instant parse(String text) {
        int last = text.length() - 1;
        if (last < SECONDS_END || last > SECONDS_END + 10 || last == SECONDS_END + 1 || text.charAt(last) != 'Z'
                || !separated(text, last)) {
            return null;
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int fraction = last == SECONDS_END ? 0 : number(text, SECONDS_END + 1, last);
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        if ((hour | minute | second | fraction | year | month | day) < 0 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        int digits = last == SECONDS_END ? 0 : last - SECONDS_END - 1;
        return instant(year, month, day, (hour * 60 + minute) * 60 + second,
                digits == 0 ? 0 : fraction * FRACTION_UNITS[digits]);
    }

    static String of(Instant instant) {
        long day = Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY);
        if (day < LocalDate.MIN.toEpochDay() || day > LocalDate.MAX.toEpochDay()) {
            return instant.toString();
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        if (date.getYear() < 0 || date.getYear() > 9999) {
            return instant.toString();
        }
        int second = Math.floorMod(instant.getEpochSecond(), (int) SECONDS_PER_DAY);
        StringBuilder text = new StringBuilder(30);
        put(text, date.getYear(), 4).append('-');
        put(text, date.getMonthValue(), 2).append('-');
        put(text, date.getDayOfMonth(), 2).append('T');
        put(text, second / 3600, 2).append(':');
        put(text, second / 60 % 60, 2).append(':');
        put(text, second % 60, 2);
        return fraction(text, instant.getNano()).append('Z').toString();
    }

    private static @Nullable Instant instant(int year, int month, int day, int secondOfDay, int nano) {
        try {
            return Instant.ofEpochSecond(LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY + secondOfDay,
                    nano);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean separated(String text, int last) {
        return text.charAt(4) == '-' && text.charAt(7) == '-' && text.charAt(10) == 'T' && text.charAt(13) == ':'
                && text.charAt(16) == ':' && (last == SECONDS_END || text.charAt(SECONDS_END) == '.');
    }

    /// Less than nothing where a character is no digit.
    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /// In three, six or nine digits, as the JDK writes it.
    private static StringBuilder fraction(StringBuilder text, int nano) {
        if (nano == 0) {
            return text;
        }
        text.append('.');
        if (nano % 1_000_000 == 0) {
            return put(text, nano / 1_000_000, 3);
        }
        return nano % 1_000 == 0 ? put(text, nano / 1_000, 6) : put(text, nano, 9);
    }

    private static StringBuilder put(StringBuilder text, int number, int digits) {
        for (int i = digits; i > 0; i--) {
            text.append((char) ('0' + number / FRACTION_UNITS[FRACTION_UNITS.length - i] % 10));
        }
        return text;
    }
}
