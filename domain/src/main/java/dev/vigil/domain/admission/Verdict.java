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
import dev.vigil.domain.reading.ReadingOutcome.Retracted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One reading about to be decided, and the outcomes of each way it can go. Each way ends in one line of the ledger.
///
/// @param duplicates, conflicts counted so far under its id
/// @param revision that an observation of it gets
record Verdict(Reading reading, Timing timing, int duplicates, int conflicts, int revision, Instant now) {

    static Verdict of(Waiting waiting, Instant now) {
        ReadingOutcome soFar = waiting.remembered().outcome();
        return new Verdict(waiting.parked().reading(), waiting.parked().timing(), soFar.duplicates(),
                soFar.conflicts(), next(waiting.remembered().revision()), now);
    }

    static Verdict of(RememberedReading remembered, AdmittedReading admitted, Instant now) {
        ReadingOutcome soFar = remembered.outcome();
        return new Verdict(admitted.reading(), admitted.timing(), soFar.duplicates(), soFar.conflicts(),
                remembered.revision() + 1, now);
    }

    /// Of one whose observation has just been taken back.
    static Verdict ofWithdrawn(RememberedReading remembered, AdmittedReading admitted, Instant now) {
        ReadingOutcome soFar = remembered.outcome();
        return new Verdict(admitted.reading(), admitted.timing(), soFar.duplicates(), soFar.conflicts(),
                remembered.revision() + 2, now);
    }

    /// What was told and taken back before goes on from there.
    private static int next(int told) {
        return told == 0 ? 0 : told + 1;
    }

    /// Without waiting any longer.
    List<AdmissionOutcome> concluded(Attribution attribution) {
        return switch (attribution) {
            case Attribution.To(PatientId patientId) -> judged(patientId);
            case Attribution.Nobody ignored -> refused(new Refusal(QuarantineReason.UNASSIGNED,
                    "nobody had the device when this was taken; assign it with an interval that covers takenAt"));
            case Attribution.ToAnotherUser(int user) -> refused(new Refusal(QuarantineReason.UNASSIGNED,
                    "the device measured its user " + user + ", who is nobody that it was assigned to when this was "
                            + "taken; state that user in an assignment if it is a patient"));
            case Attribution.Several(int patients) -> refused(new Refusal(QuarantineReason.AMBIGUOUS_ASSIGNMENT,
                    patients + " patients may have been measured; correct the overlapping assignments, or state in "
                            + "each which user of the device the patient is"));
        };
    }

    /// Each measurement by itself: one that cannot be true is set aside, its neighbours are admitted.
    List<AdmissionOutcome> judged(PatientId patientId) {
        return judged(patientId, Fate.ADMITTED);
    }

    /// The same for another patient than before. What was set aside then is set aside already.
    List<AdmissionOutcome> reattributed(PatientId patientId) {
        return judged(patientId, Fate.REATTRIBUTED).stream()
                .filter(outcome -> !(outcome instanceof AdmissionOutcome.Quarantined)).toList();
    }

    /// The same of the same patient, seen otherwise by now; the ledger's line stays as it is.
    List<AdmissionOutcome> amended(PatientId patientId, ReadingOutcome line) {
        return judged(patientId, Fate.ADMITTED).stream()
                .filter(outcome -> !(outcome instanceof AdmissionOutcome.Quarantined))
                .map(outcome -> amended(outcome, line)).toList();
    }

    private AdmissionOutcome amended(AdmissionOutcome outcome, ReadingOutcome line) {
        return switch (outcome) {
            case AdmissionOutcome.Admitted(Observation told) -> new AdmissionOutcome.Admitted(told.amended());
            case AdmissionOutcome.Recorded(RememberedReading told) -> new AdmissionOutcome.Recorded(
                    new RememberedReading(told.content(), told.reportedDay(), line, told.revision(),
                            told.admitted()));
            case AdmissionOutcome.Listed listed -> listed;
            case AdmissionOutcome.Quarantined quarantined -> quarantined;
            case AdmissionOutcome.Parked parked -> parked;
            case AdmissionOutcome.Unparked unparked -> unparked;
        };
    }

    /// It was retracted before it came: what would be admitted is withdrawn.
    List<AdmissionOutcome> withdrawnAtOnce() {
        List<AdmissionOutcome> outcomes = new ArrayList<>();
        List<OfMeasurement> fates = new ArrayList<>();
        for (Judgement judgement : MeasurementJudge.judge(reading)) {
            switch (judgement) {
                case Judgement.Accepted accepted -> fates.add(fate(accepted.raw(), Fate.WITHDRAWN, null));
                case Judgement.Refused refused -> {
                    outcomes.add(quarantined(only(refused.raw()), refused.refusal(), now));
                    fates.add(fate(refused.raw(), Fate.QUARANTINED, refused.refusal().reason()));
                }
            }
        }
        outcomes.add(recorded(fates, Retracted.WITHDRAWN, null));
        return outcomes;
    }

    private List<AdmissionOutcome> judged(PatientId patientId, Fate fate) {
        String observationId = Observation.idOf(patientId, reading.deviceId(), reading.id());
        List<AdmissionOutcome> outcomes = new ArrayList<>();
        List<Measurement> admitted = new ArrayList<>();
        List<OfMeasurement> fates = new ArrayList<>();
        for (Judgement judgement : MeasurementJudge.judge(reading)) {
            switch (judgement) {
                case Judgement.Accepted accepted -> {
                    admitted.add(accepted.measurement());
                    fates.add(new OfMeasurement(accepted.raw().vital(), fate, null, observationId));
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
        outcomes.add(recorded(fates, null,
                admitted.isEmpty() ? null : new AdmittedReading(reading, timing, patientId)));
        return outcomes;
    }

    List<AdmissionOutcome> refused(Refusal refusal) {
        return List.of(quarantined(reading, refusal, now), recorded(
                reading.measurements().stream().map(raw -> fate(raw, Fate.QUARANTINED, refusal.reason())).toList(),
                null, null));
    }

    List<AdmissionOutcome> parked(ParkedReading parked) {
        return List.of(new AdmissionOutcome.Parked(parked), recorded(
                reading.measurements().stream().map(raw -> fate(raw, Fate.PARKED, null)).toList(), null, null));
    }

    static AdmissionOutcome quarantined(Reading what, Refusal refusal, Instant now) {
        return new AdmissionOutcome.Quarantined(new Quarantine(what.deviceId().value(),
                new Quarantine.Original.OfReading(what), refusal.reason(), refusal.detail(), now));
    }

    private Observation observation(String id, PatientId patientId, List<Measurement> admitted) {
        return new Observation(id, revision, patientId, reading.deviceId(), reading.gateway(), reading.id(),
                timing.takenAt(), reading.takenAt(), timing.offset(), timing.receivedAt(), now, admitted,
                timing.age().compareTo(Admission.LATE_AFTER) > 0, ObservationStatus.FINAL, null, reading.battery(),
                reading.signalQuality());
    }

    private AdmissionOutcome recorded(List<OfMeasurement> fates, @Nullable Retracted retracted,
            @Nullable AdmittedReading admitted) {
        return new AdmissionOutcome.Recorded(new RememberedReading(ReadingContent.of(reading),
                RememberedReading.reportedDay(reading, now), new ReadingOutcome(reading.deviceId(), reading.id(),
                        timing.receivedAt(), now, fates, duplicates, conflicts, retracted),
                admitted == null ? Math.max(0, revision - 1) : revision, admitted));
    }

    private static OfMeasurement fate(RawMeasurement raw, Fate fate, @Nullable QuarantineReason reason) {
        return new OfMeasurement(raw.vital(), fate, reason, null);
    }

    private Reading only(RawMeasurement raw) {
        return new Reading(reading.deviceId(), reading.id(), reading.takenAt(), reading.takenAgo(), List.of(raw),
                reading.battery(), reading.signalQuality(), reading.sentAt(), reading.receivedAt(),
                reading.gateway(), reading.door(), reading.status(), reading.replaces(), reading.user());
    }
}
