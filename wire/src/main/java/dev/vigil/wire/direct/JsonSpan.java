package dev.vigil.wire.direct;

import dev.vigil.wire.json.Instants;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads the one shape in which our own programs write: no blanks, fields in order, ASCII without escapes, short plain
/// numbers. Anything else is [Unusual], which says nothing against it: then the shared mapper reads it.
final class JsonSpan {

    private static final int MOST_DIGITS = 18;
    private static final byte[] TRUE = JsonBytes.ascii("true");
    private static final byte[] FALSE = JsonBytes.ascii("false");

    private final byte[] bytes;
    private int at;

    JsonSpan(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Not the shape that our own programs write.
    static final class Unusual extends Exception {

        private static final long serialVersionUID = 1L;

        Unusual() {
            super(null, null, false, false);
        }
    }

    /// Whether the next field has this name; then its value is next.
    boolean has(byte[] name) {
        int start = at < bytes.length && bytes[at] == ',' ? at + 1 : at;
        if (!matches(name, start)) {
            return false;
        }
        at = start + name.length;
        return true;
    }

    void require(byte[] name) throws Unusual {
        if (!has(name)) {
            throw new Unusual();
        }
    }

    /// Whether a bracket or comma is next; then it is behind us.
    boolean skips(char c) {
        if (at < bytes.length && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    void skip(char c) throws Unusual {
        if (!skips(c)) {
            throw new Unusual();
        }
    }

    void end() throws Unusual {
        if (at != bytes.length) {
            throw new Unusual();
        }
    }

    boolean isText() {
        return at < bytes.length && bytes[at] == '"';
    }

    String text() throws Unusual {
        skip('"');
        int start = at;
        while (at < bytes.length) {
            byte c = bytes[at++];
            if (c == '"') {
                return new String(bytes, start, at - 1 - start, StandardCharsets.ISO_8859_1);
            }
            if (c < ' ' || c == '\\') { // bytes beyond ASCII are negative
                throw new Unusual();
            }
        }
        throw new Unusual();
    }

    String text(byte[] name) throws Unusual {
        require(name);
        return text();
    }

    @Nullable
    String textOrNone(byte[] name) throws Unusual {
        return has(name) ? text() : null;
    }

    Instant instant(byte[] name) throws Unusual {
        return Instants.parse(text(name));
    }

    @Nullable
    Instant instantOrNone(byte[] name) throws Unusual {
        return has(name) ? Instants.parse(text()) : null;
    }

    @Nullable
    BigDecimal decimalOrNone(byte[] name) throws Unusual {
        return has(name) ? decimal() : null;
    }

    BigDecimal decimal() throws Unusual {
        boolean negative = skips('-');
        int start = at;
        long unscaled = digits(0);
        if (at == start || (bytes[start] == '0' && at > start + 1)) {
            throw new Unusual();
        }
        int point = at;
        if (skips('.')) {
            unscaled = digits(unscaled);
            if (at == point + 1) {
                throw new Unusual();
            }
        }
        int scale = Math.max(0, at - point - 1);
        boolean goesOn = at < bytes.length && (bytes[at] == 'e' || bytes[at] == 'E');
        if (goesOn || at - start > MOST_DIGITS) {
            throw new Unusual();
        }
        return BigDecimal.valueOf(negative ? -unscaled : unscaled, scale);
    }

    int count(byte[] name) throws Unusual {
        require(name);
        return wholeNumber();
    }

    int wholeNumber() throws Unusual {
        try {
            return decimal().intValueExact();
        } catch (ArithmeticException e) {
            throw new Unusual();
        }
    }

    boolean flag(byte[] name) throws Unusual {
        require(name);
        if (matches(TRUE, at)) {
            at += TRUE.length;
            return true;
        }
        if (matches(FALSE, at)) {
            at += FALSE.length;
            return false;
        }
        throw new Unusual();
    }

    private long digits(long before) {
        long number = before;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at++] - '0';
        }
        return number;
    }

    private boolean matches(byte[] wanted, int start) {
        if (bytes.length - start < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[start + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
