package dev.vigil.domain.admission;

import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.ReadingOutcome.Fate;
import dev.vigil.domain.reading.ReadingOutcome.OfMeasurement;
import dev.vigil.domain.reading.ReadingOutcome.Retracted;
import dev.vigil.domain.reading.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Takes back what was told of a reading: because somebody retracted it, or because it is somebody else's.
final class Withdrawals {

    /// A day less than the topics of readings and observations are kept.
    private static final Duration TOPICS_REMEMBER = Duration.ofDays(6);

    private Withdrawals() {
    }

    /// The reading does not hold. Everything of it that was admitted or waits is withdrawn; what was quarantined stays
    /// so. Where nobody remembers any more what it said, the ledger says that.
    static List<AdmissionOutcome> retracted(RememberedReading remembered, String reason, Instant now) {
        ReadingOutcome before = remembered.outcome();
        List<AdmissionOutcome> outcomes = new ArrayList<>();
        AdmittedReading admitted = remembered.admitted();
        boolean told = before.measurements().stream().anyMatch(of -> isTold(of.fate()));
        if (told && admitted == null) {
            outcomes.add(recorded(remembered, before.measurements(), Retracted.FORGOTTEN, remembered.revision(), now));
            return outcomes;
        }
        int revision = admitted == null ? remembered.revision() : remembered.revision() + 1;
        if (admitted != null) {
            outcomes.addAll(withdrawn(admitted, revision, reason, now));
        }
        if (before.measurements().stream().anyMatch(of -> of.fate() == Fate.PARKED)) {
            outcomes.add(new AdmissionOutcome.Unparked(before.readingId()));
        }
        List<OfMeasurement> fates = before.measurements().stream().map(Withdrawals::withdrawn).toList();
        outcomes.add(recorded(remembered, fates, Retracted.WITHDRAWN, revision, now));
        return outcomes;
    }

    /// The observation as it was told, entered in error; also on the list for archives where topics forget.
    static List<AdmissionOutcome> withdrawn(AdmittedReading admitted, int revision, String reason, Instant now) {
        Reading reading = admitted.reading();
        Timing timing = admitted.timing();
        List<Measurement> measurements = MeasurementJudge.judge(reading).stream()
                .filter(Judgement.Accepted.class::isInstance)
                .map(judgement -> ((Judgement.Accepted) judgement).measurement()).toList();
        Observation observation = new Observation(
                Observation.idOf(admitted.patientId(), reading.deviceId(), reading.id()), revision,
                admitted.patientId(), reading.deviceId(), reading.gateway(), reading.id(), timing.takenAt(),
                reading.takenAt(), timing.offset(), timing.receivedAt(), now, measurements,
                timing.age().compareTo(Admission.LATE_AFTER) > 0, ObservationStatus.ENTERED_IN_ERROR, reason);
        List<AdmissionOutcome> outcomes = new ArrayList<>();
        outcomes.add(new AdmissionOutcome.Admitted(observation));
        if (timing.receivedAt().isBefore(now.minus(TOPICS_REMEMBER))) {
            outcomes.add(new AdmissionOutcome.Listed(Withdrawal.of(observation)));
        }
        return outcomes;
    }

    /// A retraction of a reading that nobody has seen, or not lately.
    static AdmissionOutcome awaited(ReadingOutcome nothingYet) {
        return new AdmissionOutcome.Recorded(new RememberedReading(0,
                RememberedReading.dayOf(nothingYet.receivedAt()), nothingYet));
    }

    static boolean isTold(Fate fate) {
        return fate == Fate.ADMITTED || fate == Fate.REATTRIBUTED;
    }

    static OfMeasurement withdrawn(OfMeasurement of) {
        return of.fate() == Fate.QUARANTINED ? of
                : new OfMeasurement(of.vital(), Fate.WITHDRAWN, null, of.observationId());
    }

    private static AdmissionOutcome recorded(RememberedReading remembered, List<OfMeasurement> fates,
            Retracted retracted, int revision, Instant now) {
        ReadingOutcome before = remembered.outcome();
        return new AdmissionOutcome.Recorded(new RememberedReading(remembered.content(), remembered.reportedDay(),
                new ReadingOutcome(before.deviceId(), before.readingId(), before.receivedAt(), now, fates,
                        before.duplicates(), before.conflicts(), retracted),
                revision, null));
    }
}
