package dev.vigil.domain.admission;

import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import java.time.Instant;

/// The exact memory of one reading: enough to know it again and to publish its line of the ledger again.
///
/// @param content see [ReadingContent]
/// @param reportedDay see [#reportedDay]
public record RememberedReading(long content, long reportedDay, ReadingOutcome outcome) {

    private static final long SECONDS_A_DAY = 86_400;

    /// The day, counted from 1970, of the time as the device reported it: the same at each resend, whatever is known of
    /// the device's clock by then.
    public static long reportedDay(Reading reading, Instant now) {
        Instant reported = reading.takenAt() != null ? reading.takenAt() : Timing.receipt(reading, now);
        return Math.floorDiv(reported.getEpochSecond(), SECONDS_A_DAY);
    }

    RememberedReading repeated(int measurements, Instant now) {
        return new RememberedReading(content, reportedDay, new ReadingOutcome(outcome.deviceId(), outcome.readingId(),
                outcome.receivedAt(), now, outcome.measurements(), outcome.duplicates() + measurements,
                outcome.conflicts()));
    }

    RememberedReading contradicted(int measurements, Instant now) {
        return new RememberedReading(content, reportedDay, new ReadingOutcome(outcome.deviceId(), outcome.readingId(),
                outcome.receivedAt(), now, outcome.measurements(), outcome.duplicates(),
                outcome.conflicts() + measurements));
    }
}
