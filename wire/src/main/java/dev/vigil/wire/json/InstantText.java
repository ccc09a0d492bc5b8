package dev.vigil.wire.json;

import java.nio.charset.StandardCharsets;
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

    /// Nine digits of a second.
    static final int LONGEST = 30;

    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
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
        byte[] text = new byte[LONGEST];
        int length = put(instant, text, 0);
        return length < 0 ? instant.toString() : new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    /// Where the text ends; less than nothing where it has another shape. There is room for [#LONGEST].
    static int put(Instant instant, byte[] text, int start) {
        long day = Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY);
        if (day < FIRST_DAY || day > LAST_DAY) {
            return -1;
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        int second = Math.floorMod(instant.getEpochSecond(), (int) SECONDS_PER_DAY);
        int at = put(text, start, date.getYear(), 4, '-');
        at = put(text, at, date.getMonthValue(), 2, '-');
        at = put(text, at, date.getDayOfMonth(), 2, 'T');
        at = put(text, at, second / 3600, 2, ':');
        at = put(text, at, second / 60 % 60, 2, ':');
        at = put(text, at, second % 60, 2, instant.getNano() == 0 ? 'Z' : '.');
        return instant.getNano() == 0 ? at : fraction(text, at, instant.getNano());
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
    private static int fraction(byte[] text, int start, int nano) {
        if (nano % 1_000_000 == 0) {
            return put(text, start, nano / 1_000_000, 3, 'Z');
        }
        return nano % 1_000 == 0 ? put(text, start, nano / 1_000, 6, 'Z') : put(text, start, nano, 9, 'Z');
    }

    private static int put(byte[] text, int start, int number, int digits, char end) {
        int rest = number;
        for (int i = start + digits - 1; i >= start; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        text[start + digits] = (byte) end;
        return start + digits + 1;
    }
}
