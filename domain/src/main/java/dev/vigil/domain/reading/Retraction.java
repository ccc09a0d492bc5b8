package dev.vigil.domain.reading;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody says that a reading of a device does not hold. It travels between the device's readings, and may come
/// before the reading itself.
///
/// @param id of the reading that is withdrawn
/// @param reason for people, in a sentence's second half: "the cuff was on the wrong arm"
/// @param gateway pseudonymous name of the credential that withdrew it
public record Retraction(DeviceId deviceId, ReadingId id, String reason, Instant receivedAt, @Nullable String gateway,
        Door door) {

    public static final int LONGEST_REASON = 500;

    public Retraction {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("reason must have 1 to " + LONGEST_REASON + " characters");
        }
    }
}
