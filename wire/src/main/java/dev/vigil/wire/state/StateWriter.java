package dev.vigil.wire.state;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Bytes of kept state, in the order they are written; [StateReader] reads them in the same order.
final class StateWriter {

    private byte[] bytes = new byte[96];
    private int length;

    static StateWriter version(int version) {
        return new StateWriter().oneByte(version);
    }

    StateWriter oneByte(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    StateWriter flag(boolean value) {
        return oneByte(value ? 1 : 0);
    }

    /// Small numbers are short: seven bits a byte. Not for negative ones.
    StateWriter count(int value) {
        int rest = value;
        while (rest >= 0x80) {
            oneByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        return oneByte(rest);
    }

    /// Numbers near zero are short, whatever their sign.
    StateWriter signed(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            oneByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        return oneByte((int) rest);
    }

    StateWriter fixed(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    StateWriter text(String value) {
        return block(value.getBytes(StandardCharsets.UTF_8));
    }

    StateWriter textOrNone(@Nullable String value) {
        return value == null ? flag(false) : flag(true).text(value);
    }

    /// Ids of observations are UUIDs: sixteen bytes instead of thirty-six characters. Any other text stays one.
    StateWriter uuidOrText(String id) {
        boolean isUuid = UuidText.isOne(id);
        flag(isUuid);
        if (!isUuid) {
            return text(id);
        }
        UUID uuid = UUID.fromString(id);
        return fixed(uuid.getMostSignificantBits()).fixed(uuid.getLeastSignificantBits());
    }

    StateWriter block(byte[] block) {
        count(block.length);
        room(block.length);
        System.arraycopy(block, 0, bytes, length, block.length);
        length += block.length;
        return this;
    }

    StateWriter instant(Instant value) {
        return fixed(value.getEpochSecond()).count(value.getNano());
    }

    StateWriter instantOrNone(@Nullable Instant value) {
        return value == null ? flag(false) : flag(true).instant(value);
    }

    StateWriter durationOrNone(@Nullable Duration value) {
        return value == null ? flag(false) : flag(true).duration(value);
    }

    StateWriter duration(Duration value) {
        return fixed(value.getSeconds()).count(value.getNano());
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
