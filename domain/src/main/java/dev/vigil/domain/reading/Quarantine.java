package dev.vigil.domain.reading;

import java.time.Instant;
import java.util.Base64;

/// What was not admitted, with the original and one sentence that a person can act on.
public record Quarantine(String deviceId, Original original, QuarantineReason reason, String detail,
        Instant quarantinedAt) {

    /// Nothing that came in is thrown away, readable or not.
    public sealed interface Original {

        /// A readable reading, cut down to the measurements that were refused.
        record OfReading(Reading reading) implements Original {
        }

        /// Bytes that could not be read, in base64, with where they lay.
        record OfBytes(String base64, String topic, int partition, long offset) implements Original {

            public static OfBytes of(byte[] bytes, String topic, int partition, long offset) {
                return new OfBytes(Base64.getEncoder().encodeToString(bytes), topic, partition, offset);
            }
        }
    }
}
