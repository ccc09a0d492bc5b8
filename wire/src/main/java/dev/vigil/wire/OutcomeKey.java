package dev.vigil.wire;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;

/// Key of an outcome: a reading's id is unique within its device only. Written `deviceId|readingId`.
public record OutcomeKey(DeviceId deviceId, ReadingId readingId) {

    static final Codec<OutcomeKey> CODEC = new TextCodec<>("outcome key", OutcomeKey::toString, OutcomeKey::parse);

    private static OutcomeKey parse(String text) {
        int bar = PairKey.barOf(text);
        return new OutcomeKey(new DeviceId(text.substring(0, bar)), new ReadingId(text.substring(bar + 1)));
    }

    @Override
    public String toString() {
        return deviceId + "|" + readingId;
    }
}
