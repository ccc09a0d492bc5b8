package dev.vigil.wire.direct;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.vigil.wire.json.Instants;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// JSON under way, as the shared mapper would write it: no blanks, absent fields left out, decimals plain. Used once,
/// by one thread.
final class JsonBytes {

    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    private byte[] bytes = new byte[640];
    private int length;

    /// A field's name as it is written, with quotes and colon.
    static byte[] name(String name) {
        return ascii("\"" + name + "\":");
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    JsonBytes begin(char bracket) {
        separate();
        return put(bracket);
    }

    JsonBytes end(char bracket) {
        return put(bracket);
    }

    JsonBytes name(byte[] name) {
        separate();
        return put(name);
    }

    JsonBytes field(byte[] name, @Nullable String text) {
        return text == null ? this : name(name).text(text);
    }

    JsonBytes field(byte[] name, @Nullable Instant instant) {
        return instant == null ? this : name(name).instant(instant);
    }

    private JsonBytes instant(Instant instant) {
        room(Instants.LONGEST + 2);
        int end = Instants.put(instant, bytes, length + 1);
        if (end < 0) {
            return text(Instants.format(instant));
        }
        bytes[length] = '"';
        bytes[end] = '"';
        length = end + 1;
        return this;
    }

    JsonBytes field(byte[] name, @Nullable BigDecimal number) {
        return number == null ? this : name(name).number(number);
    }

    JsonBytes field(byte[] name, int number) {
        return name(name).number(number);
    }

    JsonBytes field(byte[] name, boolean value) {
        return name(name).put(value ? TRUE : FALSE);
    }

    /// An element of an array, or the value of a field.
    JsonBytes text(String text) {
        separate();
        room(text.length() + 2);
        int start = length;
        bytes[length++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                length = start;
                return escaped(text);
            }
            bytes[length++] = (byte) c;
        }
        bytes[length++] = '"';
        return this;
    }

    /// What lies beyond Unicode's first plane is written as two escapes, like the mapper does it.
    private JsonBytes escaped(String text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                plain("\\u").plain(HexFormat.of().withUpperCase().toHexDigits(c));
            } else {
                put(JsonStringEncoder.getInstance().quoteAsUTF8(String.valueOf(c)));
            }
        }
        return put('"');
    }

    JsonBytes number(BigDecimal number) {
        return plain(number.toPlainString());
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private JsonBytes number(int number) {
        return number >= 0 && number < 10 ? put((char) ('0' + number)) : plain(Integer.toString(number));
    }

    private JsonBytes plain(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /// Whatever follows a value needs a comma.
    private void separate() {
        byte last = length == 0 ? (byte) '{' : bytes[length - 1];
        if (last != '{' && last != '[' && last != ':') {
            put(',');
        }
    }

    private JsonBytes put(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    private JsonBytes put(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
