package dev.vigil.wire.monitor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads what [Packer] wrote. State that is not what this release wrote is a fault of ours, not of a sender: it stops
/// the task with a clear message rather than being guessed at.
final class Unpacker {

    private final byte[] bytes;
    private int at;

    Unpacker(byte[] bytes, int version) {
        this.bytes = bytes;
        int written = raw();
        if (written != version) {
            throw new IllegalStateException("kept state has version " + written + ", this release reads " + version);
        }
    }

    long number() {
        long folded = 0;
        int shift = 0;
        int next = raw();
        while ((next & 0x80) != 0) {
            folded |= (long) (next & 0x7f) << shift;
            shift += 7;
            next = raw();
        }
        folded |= (long) next << shift;
        return (folded >>> 1) ^ -(folded & 1);
    }

    int size() {
        return Math.toIntExact(number());
    }

    boolean flag() {
        return raw() == 1;
    }

    String text() {
        int length = size();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    @Nullable
    String optionalText() {
        return flag() ? text() : null;
    }

    Instant instant() {
        return Instant.ofEpochSecond(number(), number());
    }

    @Nullable
    Instant optionalInstant() {
        return flag() ? instant() : null;
    }

    private int raw() {
        if (at >= bytes.length) {
            throw new IllegalStateException("kept state ends early");
        }
        return bytes[at++] & 0xff;
    }
}
