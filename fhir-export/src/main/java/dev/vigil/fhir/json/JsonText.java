package dev.vigil.fhir.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// JSON as it grows, in UTF-8. An object or an array in which nothing came is taken back when it ends, its name and its
/// comma with it: FHIR knows no empty ones, and to ask first would mean to walk everything twice.
final class JsonText {

    private static final int USUAL_SIZE = 2_048;
    private static final int LONGEST_CHARACTER = 3;
    private static final int PRINTABLE = 0x20;
    private static final int ASCII = 0x80;

    private byte[] bytes = new byte[USUAL_SIZE];
    private int size;

    /// A name as it stands before its value.
    static byte[] name(String name) {
        return ("\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /// To be used again.
    JsonText cleared() {
        size = 0;
        return this;
    }

    /// @param name as [#name] gives it, empty inside an array
    /// @return to be handed to [#end]
    int begin(byte[] name, char bracket) {
        int mark = size;
        put(name, 1);
        bytes[size++] = (byte) bracket;
        return mark;
    }

    void end(int mark, char bracket) {
        if (isEmpty()) {
            size = mark;
        } else {
            room(1);
            bytes[size++] = (byte) bracket;
        }
    }

    /// Numbers, truth values, nothing: what stands without quotation marks.
    void plain(byte[] name, String value) {
        put(name, value.length());
        for (int i = 0; i < value.length(); i++) {
            bytes[size++] = (byte) value.charAt(i);
        }
    }

    /// What was JSON already.
    void written(byte[] name, byte[] value) {
        put(name, value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void string(byte[] name, String value) {
        int length = value.length();
        put(name, LONGEST_CHARACTER * length + 2);
        byte[] into = bytes;
        int at = size;
        into[at++] = '"';
        for (int i = 0; i < length; i++) {
            char character = value.charAt(i);
            if (character >= ASCII) {
                size = at;
                rest(value.substring(i));
                return;
            } else if (character < PRINTABLE || character == '"' || character == '\\') {
                at = escaped(character, at);
            } else {
                into[at++] = (byte) character;
            }
        }
        into[at++] = '"';
        size = at;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    /// Room was made for it.
    private void rest(String value) {
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each < 0 || (each >= PRINTABLE && each != '"' && each != '\\');
            if (plain) {
                bytes[size++] = each;
            } else {
                size = escaped((char) each, size);
            }
        }
        bytes[size++] = '"';
    }

    /// FHIR's strings hold no other control characters, and there are servers that break over them: they become spaces.
    private int escaped(char character, int at) {
        int next = at;
        switch (character) {
            case '"', '\\' -> {
                bytes[next++] = '\\';
                bytes[next++] = (byte) character;
            }
            case '\n', '\r', '\t' -> {
                bytes[next++] = '\\';
                bytes[next++] = (byte) (character == '\n' ? 'n' : character == '\r' ? 'r' : 't');
            }
            default -> bytes[next++] = ' ';
        }
        return next;
    }

    /// The comma, where one is needed, and the name; then there is room for a value.
    private void put(byte[] name, int value) {
        room(1 + name.length + value);
        if (!isEmpty()) {
            bytes[size++] = ',';
        }
        System.arraycopy(name, 0, bytes, size, name.length);
        size += name.length;
    }

    /// A string ends with its quotation mark, so a bracket at the end is one that has just begun.
    private boolean isEmpty() {
        return size == 0 || bytes[size - 1] == '{' || bytes[size - 1] == '[';
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
