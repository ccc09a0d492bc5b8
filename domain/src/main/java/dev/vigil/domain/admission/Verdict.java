package dev.vigil.domain.admission;

import dev.vigil.domain.admission.AdmissionEvent.Waiting;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.ReadingOutcome.Fate;
import dev.vigil.domain.reading.ReadingOutcome.OfMeasurement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One reading about to be decided, and the outcomes of each way it can go. Each way ends in one line of the ledger.
///
/// @param duplicates, conflicts counted so far under its id
record Verdict(Reading reading, Timing timing, int duplicates, int conflicts, Instant now) {

    static Verdict of(Waiting waiting, Instant now) {
        ReadingOutcome soFar = waiting.remembered().outcome();
        return new Verdict(waiting.parked().reading(), waiting.parked().timing(), soFar.duplicates(),
                soFar.conflicts(), now);
    }

    /// Without waiting any longer.
    List<AdmissionOutcome> concluded(Attribution attribution) {
        return switch (attribution) {
            case Attribution.To(PatientId patientId) -> judged(patientId);
            case Attribution.Nobody ignored -> refused(new Refusal(QuarantineReason.UNASSIGNED,
                    "nobody had the device when this was taken; assign it with an interval that covers takenAt"));
            case Attribution.Several(int patients) -> refused(new Refusal(QuarantineReason.AMBIGUOUS_ASSIGNMENT,
                    patients + " patients had the device when this was taken; correct the overlapping assignments"));
        };
    }

    /// Each measurement by itself: one that cannot be true is set aside, its neighbours are admitted.
    List<AdmissionOutcome> judged(PatientId patientId) {
        String observationId = Observation.idOf(patientId, reading.deviceId(), reading.id());
        List<AdmissionOutcome> outcomes = new ArrayList<>();
        List<Measurement> admitted = new ArrayList<>();
        List<OfMeasurement> fates = new ArrayList<>();
        for (Judgement judgement : MeasurementJudge.judge(reading)) {
            switch (judgement) {
                case Judgement.Accepted accepted -> {
                    admitted.add(accepted.measurement());
                    fates.add(new OfMeasurement(accepted.raw().vital(), Fate.ADMITTED, null, observationId));
                }
                case Judgement.Refused refused -> {
                    outcomes.add(quarantined(only(refused.raw()), refused.refusal(), now));
                    fates.add(fate(refused.raw(), Fate.QUARANTINED, refused.refusal().reason()));
                }
            }
        }
        if (!admitted.isEmpty()) {
            outcomes.addFirst(new AdmissionOutcome.Admitted(observation(observationId, patientId, admitted)));
        }
        outcomes.add(recorded(fates));
        return outcomes;
    }

    List<AdmissionOutcome> refused(Refusal refusal) {
        return List.of(quarantined(reading, refusal, now), recorded(
                reading.measurements().stream().map(raw -> fate(raw, Fate.QUARANTINED, refusal.reason())).toList()));
    }

    List<AdmissionOutcome> parked(ParkedReading parked) {
        return List.of(new AdmissionOutcome.Parked(parked), recorded(
                reading.measurements().stream().map(raw -> fate(raw, Fate.PARKED, null)).toList()));
    }

    static AdmissionOutcome quarantined(Reading what, Refusal refusal, Instant now) {
        return new AdmissionOutcome.Quarantined(new Quarantine(what.deviceId().value(),
                new Quarantine.Original.OfReading(what), refusal.reason(), refusal.detail(), now));
    }

    private Observation observation(String id, PatientId patientId, List<Measurement> admitted) {
        return new Observation(id, 0, patientId, reading.deviceId(), reading.gateway(), reading.id(),
                timing.takenAt(), reading.takenAt(), timing.offset(), timing.receivedAt(), now, admitted,
                timing.age().compareTo(Admission.LATE_AFTER) > 0, ObservationStatus.FINAL, null, reading.battery(),
                reading.signalQuality());
    }

    private AdmissionOutcome recorded(List<OfMeasurement> fates) {
        return new AdmissionOutcome.Recorded(new RememberedReading(ReadingContent.of(reading),
                RememberedReading.reportedDay(reading, now), new ReadingOutcome(reading.deviceId(), reading.id(),
                        timing.receivedAt(), now, fates, duplicates, conflicts)));
    }

    private static OfMeasurement fate(RawMeasurement raw, Fate fate, @Nullable QuarantineReason reason) {
        return new OfMeasurement(raw.vital(), fate, reason, null);
    }

    private Reading only(RawMeasurement raw) {
        return new Reading(reading.deviceId(), reading.id(), reading.takenAt(), reading.takenAgo(), List.of(raw),
                reading.battery(), reading.signalQuality(), reading.sentAt(), reading.receivedAt(),
                reading.gateway(), reading.door(), reading.status());
    }
}
