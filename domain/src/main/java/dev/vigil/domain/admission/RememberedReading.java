package dev.vigil.domain.admission;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.ReadingOutcome.Fate;
import dev.vigil.domain.reading.ReadingOutcome.OfMeasurement;
import dev.vigil.domain.reading.ReadingOutcome.Retracted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The exact memory of one reading: enough to know it again, to publish its line of the ledger again, and to correct
/// what was told of it.
///
/// @param content see [ReadingContent]
/// @param reportedDay see [#reportedDay]
/// @param revision of its observations as told last, whoever's they are: it only rises
/// @param admitted what it said; null where it is not admitted, or not any more, or where that is forgotten
public record RememberedReading(long content, long reportedDay, ReadingOutcome outcome, int revision,
        @Nullable AdmittedReading admitted) {

    private static final long SECONDS_A_DAY = 86_400;

    /// One of which there is nothing to correct.
    public RememberedReading(long content, long reportedDay, ReadingOutcome outcome) {
        this(content, reportedDay, outcome, 0, null);
    }

    /// What there is to remember of one that waits, where nothing else is left of it.
    public static RememberedReading waiting(ParkedReading parked) {
        Reading reading = parked.reading();
        Instant receivedAt = parked.timing().receivedAt();
        return new RememberedReading(ReadingContent.of(reading), reportedDay(reading, receivedAt), new ReadingOutcome(
                reading.deviceId(), reading.id(), receivedAt, receivedAt, reading.measurements().stream()
                        .map(raw -> new OfMeasurement(raw.vital(), Fate.PARKED, null, null)).toList(),
                0, 0));
    }

    /// The day, counted from 1970, of the time as the device reported it: the same at each resend, whatever is known of
    /// the device's clock by then.
    public static long reportedDay(Reading reading, Instant now) {
        return dayOf(Timing.reported(reading, Timing.receipt(reading, now)));
    }

    public static long dayOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS_A_DAY);
    }

    /// Whether it was told of another patient than these assignments say.
    public boolean isAnothersBy(List<Assignment> assignments) {
        return admitted != null && !(DeviceState.attribute(assignments, admitted.timing().takenAt(),
                admitted.reading().user()) instanceof Attribution.To(var patientId)
                && patientId.equals(admitted.patientId()));
    }

    /// Whether more is to be known of it than that it was here.
    public boolean canBeCorrected() {
        return admitted != null || isAwaited();
    }

    /// It was retracted before it came.
    boolean isAwaited() {
        return outcome.retracted() == Retracted.AWAITED;
    }

    RememberedReading repeated(int measurements, Instant now) {
        return with(new ReadingOutcome(outcome.deviceId(), outcome.readingId(), outcome.receivedAt(), now,
                outcome.measurements(), outcome.duplicates() + measurements, outcome.conflicts(),
                outcome.retracted()));
    }

    RememberedReading contradicted(int measurements, Instant now) {
        return with(new ReadingOutcome(outcome.deviceId(), outcome.readingId(), outcome.receivedAt(), now,
                outcome.measurements(), outcome.duplicates(), outcome.conflicts() + measurements,
                outcome.retracted()));
    }

    private RememberedReading with(ReadingOutcome changed) {
        return new RememberedReading(content, reportedDay, changed, revision, admitted);
    }
}
