package dev.vigil.streams.admission;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Quarantine.Original;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Bytes that nobody can read become a quarantined record that says where they lie.
final class Unreadable {

    /// More would not fit into one record of the quarantine; the rest stays where it lies.
    static final int MOST_BYTES = 256 << 10;

    private static final String NO_DEVICE = "unknown";

    private Unreadable() {
    }

    static Quarantine of(byte @Nullable [] key, byte @Nullable [] value, String why, RecordMetadata where,
            Instant now) {
        byte[] bytes = value == null ? new byte[0] : value;
        boolean cut = bytes.length > MOST_BYTES;
        byte[] kept = cut ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
        String detail = cut ? why + "; the first " + MOST_BYTES + " of " + bytes.length + " bytes" : why;
        return new Quarantine(device(key), Original.OfBytes.of(kept, where.topic(), where.partition(),
                where.offset()), QuarantineReason.MALFORMED, detail, now);
    }

    private static String device(byte @Nullable [] key) {
        if (key == null) {
            return NO_DEVICE;
        }
        try {
            DeviceId device = Topics.DEVICES.key().decode(key);
            return device.value();
        } catch (MalformedRecord e) {
            return NO_DEVICE;
        }
    }
}
