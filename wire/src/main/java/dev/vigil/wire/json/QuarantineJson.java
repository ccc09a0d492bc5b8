package dev.vigil.wire.json;

import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Quarantine.Original;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.Reading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A quarantined record as the topic spells it.
///
/// @param original the reading, where it could be read
/// @param originalBytes base64 and place of what could not be read
public record QuarantineJson(String deviceId, @Nullable Reading original, Original.@Nullable OfBytes originalBytes,
        QuarantineReason reason, String detail, Instant quarantinedAt) {

    public static QuarantineJson of(Quarantine quarantine) {
        Original original = quarantine.original();
        return new QuarantineJson(quarantine.deviceId(),
                original instanceof Original.OfReading readable ? readable.reading() : null,
                original instanceof Original.OfBytes bytes ? bytes : null, quarantine.reason(), quarantine.detail(),
                quarantine.quarantinedAt());
    }

    public Quarantine toQuarantine() {
        return new Quarantine(deviceId, originalOf(), reason, detail, quarantinedAt);
    }

    private Original originalOf() {
        if (original != null) {
            return new Original.OfReading(original);
        }
        if (originalBytes != null) {
            return originalBytes;
        }
        throw new IllegalArgumentException("original or originalBytes is required");
    }
}
