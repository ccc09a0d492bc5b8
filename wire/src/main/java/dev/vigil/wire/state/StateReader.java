package dev.vigil.wire.state;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads what [StateWriter] wrote.
final class StateReader {

    private static final Instant EARLIEST = Instant.EPOCH.minus(Duration.ofDays(36_525));
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final Duration LONGEST = Duration.between(EARLIEST, LATEST);

    private final byte[] bytes;
    private int at;
    private int version;

    private StateReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Of any version up to the one that this program writes; [#version] says which.
    static StateReader upTo(int newest, byte[] bytes) {
        StateReader reader = new StateReader(bytes);
        reader.version = reader.oneByte();
        if (reader.version < 1 || reader.version > newest) {
            throw new IllegalStateException(
                    "kept state has version " + reader.version + ", this program knows up to " + newest);
        }
        return reader;
    }

    int version() {
        return version;
    }

    static StateReader expecting(int version, byte[] bytes) {
        StateReader reader = new StateReader(bytes);
        int found = reader.oneByte();
        if (found != version) {
            throw new IllegalStateException("kept state has version " + found + ", this program knows " + version);
        }
        return reader;
    }

    int oneByte() {
        if (at >= bytes.length) {
            throw new IllegalStateException("kept state ends too early");
        }
        return bytes[at++] & 0xff;
    }

    boolean flag() {
        return oneByte() != 0;
    }

    int count() {
        int value = 0;
        int shift = 0;
        int next;
        do {
            next = oneByte();
            value |= (next & 0x7f) << shift;
            shift += 7;
        } while (next >= 0x80);
        return value;
    }

    /// How many parts follow, each of a byte at least: no more than there are bytes, whatever is written there.
    int parts() {
        int parts = count();
        if (parts < 0 || parts > bytes.length - at) {
            throw new IllegalStateException("kept state ends too early");
        }
        return parts;
    }

    long signed() {
        long rest = 0;
        int shift = 0;
        int next;
        do {
            next = oneByte();
            rest |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next >= 0x80);
        return (rest >>> 1) ^ -(rest & 1);
    }

    long fixed() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << 8) | oneByte();
        }
        return value;
    }

    String text() {
        return new String(block(), StandardCharsets.UTF_8);
    }

    @Nullable
    String textOrNone() {
        return flag() ? text() : null;
    }

    String uuidOrText() {
        return flag() ? new UUID(fixed(), fixed()).toString() : text();
    }

    byte[] block() {
        int length = count();
        if (length > bytes.length - at) {
            throw new IllegalStateException("kept state ends too early");
        }
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    Instant instant() {
        return Instant.ofEpochSecond(fixed(), count());
    }

    /// A time by our own clock, or near it: arithmetic with it cannot leave the range of [Instant].
    Instant time() {
        Instant time = instant();
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalStateException("kept state speaks of no time of ours");
        }
        return time;
    }

    /// A duration that has a place between two such times.
    Duration span() {
        Duration span = duration();
        if (span.abs().compareTo(LONGEST) > 0) {
            throw new IllegalStateException("kept state speaks of no time of ours");
        }
        return span;
    }

    @Nullable
    Duration spanOrNone() {
        return flag() ? span() : null;
    }

    @Nullable
    Instant instantOrNone() {
        return flag() ? instant() : null;
    }

    @Nullable
    Duration durationOrNone() {
        return flag() ? duration() : null;
    }

    Duration duration() {
        return Duration.ofSeconds(fixed(), count());
    }
}
