package dev.vigil.wire.json;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Retraction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A retraction as the readings' topic spells it. Its type stands first, so that a reader knows it from a reading by
/// its first bytes.
public record RetractionJson(String type, DeviceId deviceId, ReadingId id, String reason, Instant receivedAt,
        @Nullable String gateway, Door door) {

    public static final String TYPE = "retraction";

    public static RetractionJson of(Retraction retraction) {
        return new RetractionJson(TYPE, retraction.deviceId(), retraction.id(), retraction.reason(),
                retraction.receivedAt(), retraction.gateway(), retraction.door());
    }

    public Retraction toRetraction() {
        if (!type.equals(TYPE)) {
            throw new IllegalArgumentException("type must be " + TYPE);
        }
        return new Retraction(deviceId, id, reason, receivedAt, gateway, door);
    }
}
