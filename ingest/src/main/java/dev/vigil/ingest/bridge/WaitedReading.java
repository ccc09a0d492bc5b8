package dev.vigil.ingest.bridge;

import dev.vigil.domain.reading.Reading;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Refusal;
import java.time.Duration;
import java.time.Instant;

/// A reading that may have waited in the broker for days while ingest was away: how long ago it was taken is then true
/// of the time of sending and not of receipt.
final class WaitedReading {

    private WaitedReading() {
    }

    /// Without a device's rate. A `takenAgo` counts from `sentAt`, and without that is refused: a reading of last night
    /// must not pass for one of now.
    static Checked check(Draft draft, Receipt receipt) {
        Checked checked = ReadingCheck.check(draft, receipt);
        return checked instanceof Checked.Accepted(Reading reading) && reading.takenAgo() instanceof Duration ago
                ? taken(reading, ago) : checked;
    }

    private static Checked taken(Reading reading, Duration ago) {
        Instant sentAt = reading.sentAt();
        return sentAt == null ? new Checked.Rejected(new Refusal(Refusal.Type.MALFORMED,
                "takenAgo needs sentAt at a broker, where a message may have waited; or send takenAt", "takenAgo",
                null)) : new Checked.Accepted(
                        new Reading(reading.deviceId(), reading.id(), sentAt.minus(ago), null,
                                reading.measurements(), reading.battery(), reading.signalQuality(), sentAt,
                                reading.receivedAt(), reading.gateway(), reading.door(), reading.status()));
    }
}
