package dev.vigil.domain.reading;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one accepted reading, per measurement: the ledger's line. A later line of the same reading replaces
/// the earlier one, so it is cumulative.
///
/// @param receivedAt receipt of the first copy
/// @param duplicates measurements that came again with the same content
/// @param conflicts measurements that came again under the same id with other content
/// @param retracted what a retraction did, null where nobody has retracted the reading
public record ReadingOutcome(DeviceId deviceId, ReadingId readingId, Instant receivedAt, Instant at,
        List<OfMeasurement> measurements, int duplicates, int conflicts, @Nullable Retracted retracted) {

    public ReadingOutcome {
        measurements = List.copyOf(measurements);
    }

    /// Of a reading that nobody has retracted.
    public ReadingOutcome(DeviceId deviceId, ReadingId readingId, Instant receivedAt, Instant at,
            List<OfMeasurement> measurements, int duplicates, int conflicts) {
        this(deviceId, readingId, receivedAt, at, measurements, duplicates, conflicts, null);
    }

    /// What a retraction did.
    public enum Retracted {
        /// The reading was known, or came afterwards: nothing of it holds any more.
        WITHDRAWN("withdrawn"),

        /// No such reading is known, not yet or not any more: one that comes will be withdrawn at once.
        AWAITED("awaited"),

        /// The reading was admitted, but what it said is not remembered any more, so nothing could be withdrawn.
        FORGOTTEN("forgotten");

        private final String code;

        Retracted(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /// @param vital as the device wrote it
    /// @param observationId of an admitted measurement, else null
    /// @param reason of a quarantined measurement, else null
    public record OfMeasurement(String vital, Fate fate, @Nullable QuarantineReason reason,
            @Nullable String observationId) {
    }

    /// Where a measurement is now.
    public enum Fate {
        ADMITTED("admitted"),
        QUARANTINED("quarantined"),
        PARKED("parked"),
        WITHDRAWN("withdrawn"),
        REATTRIBUTED("re-attributed");

        private final String code;

        Fate(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
