package dev.vigil.domain.admission;

import dev.vigil.domain.reading.ReadingOutcome;
import java.time.Instant;

/// The exact memory of one reading: enough to know it again and to publish its line of the ledger again.
///
/// @param content see [ReadingContent]
public record RememberedReading(long content, ReadingOutcome outcome) {

    RememberedReading repeated(int measurements, Instant now) {
        return new RememberedReading(content, new ReadingOutcome(outcome.deviceId(), outcome.readingId(),
                outcome.receivedAt(), now, outcome.measurements(), outcome.duplicates() + measurements,
                outcome.conflicts()));
    }

    RememberedReading contradicted(int measurements, Instant now) {
        return new RememberedReading(content, new ReadingOutcome(outcome.deviceId(), outcome.readingId(),
                outcome.receivedAt(), now, outcome.measurements(), outcome.duplicates(),
                outcome.conflicts() + measurements));
    }
}
