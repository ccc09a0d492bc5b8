package dev.vigil.wire.monitor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes fields one after the other. Numbers take as many bytes as they need, negative ones folded beside positive.
final class Packer {

    private byte[] bytes = new byte[256];
    private int size;

    Packer version(int version) {
        return raw(version);
    }

    Packer number(long value) {
        long folded = (value << 1) ^ (value >> 63);
        while ((folded & ~0x7fL) != 0) {
            raw((int) ((folded & 0x7f) | 0x80));
            folded >>>= 7;
        }
        return raw((int) folded);
    }

    Packer flag(boolean value) {
        return raw(value ? 1 : 0);
    }

    Packer text(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        number(text.length);
        ensure(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
        return this;
    }

    Packer optionalText(@Nullable String value) {
        flag(value != null);
        return value == null ? this : text(value);
    }

    Packer instant(Instant value) {
        return number(value.getEpochSecond()).number(value.getNano());
    }

    Packer optionalInstant(@Nullable Instant value) {
        flag(value != null);
        return value == null ? this : instant(value);
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    private Packer raw(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
