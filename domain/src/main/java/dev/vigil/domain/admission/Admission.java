package dev.vigil.domain.admission;

import dev.vigil.domain.admission.AdmissionEvent.DeviceChanged;
import dev.vigil.domain.admission.AdmissionEvent.ReadingReceived;
import dev.vigil.domain.admission.AdmissionEvent.WaitEnded;
import dev.vigil.domain.admission.AdmissionEvent.Waiting;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what becomes of every reading of a device: attributed to whoever had the device when it was taken,
/// converted, judged, and recognised when it comes again.
///
/// Promises: every reading received ends in exactly one line of the ledger, whatever came before it; nothing is
/// guessed, neither whose it is nor what was meant; the order in which readings arrive does not change which are
/// admitted. A refusal is a value with a reason.
///
/// @param parkedAtMost how long a reading waits for its device to be assigned
public record Admission(Duration parkedAtMost) {

    /// A clock is right to within this; what lies farther ahead after correction is no time of measurement.
    public static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(2);

    /// Older readings are not admitted; duplicates are recognised that far back too.
    public static final Duration TOO_OLD = Duration.ofDays(30);

    /// Within it a reading's id is kept one by one.
    public static final Duration EXACT_MEMORY = Duration.ofHours(48);

    /// The actionable horizon of a spot check; monitoring judges again by the patient's plan.
    public static final Duration LATE_AFTER = Duration.ofHours(4);

    /// A device that nobody assigns must not fill the store by sending on.
    public static final int MOST_PARKED = 2_000;

    /// The device as it is afterwards, and what the shell has to do.
    public record Decision(DeviceState device, List<AdmissionOutcome> outcomes) {

        public Decision {
            outcomes = List.copyOf(outcomes);
        }
    }

    public Decision decide(DeviceState before, AdmissionEvent event, Instant now) {
        return switch (event) {
            case ReadingReceived(Reading reading, Recollection recollection) -> received(
                    before.with(before.clock().observing(reading.sentAt(), Timing.receipt(reading, now))), reading,
                    recollection, now);
            case DeviceChanged changed -> assigned(before.with(changed.assignments()), changed.waiting(), now);
            case WaitEnded ended -> overdue(before, ended.overdue(), now);
        };
    }

    private Decision received(DeviceState device, Reading reading, Recollection recollection, Instant now) {
        return switch (recollection) {
            case Recollection.Unseen ignored -> first(device, reading, now);
            case Recollection.Lately(RememberedReading remembered) ->
                new Decision(device, again(remembered, reading, now));
            case Recollection.LongAgo ignored -> new Decision(device, afterLong(device, reading, now));
        };
    }

    private Decision first(DeviceState device, Reading reading, Instant now) {
        Timing timing = Timing.of(reading, device.clock(), now);
        Verdict verdict = new Verdict(reading, timing, 0, 0, now);
        Optional<Refusal> unfit = unfit(reading, timing);
        if (unfit.isPresent()) {
            return new Decision(device, verdict.refused(unfit.get()));
        }
        Attribution attribution = device.attribute(timing.takenAt());
        if (attribution instanceof Attribution.To(var patientId)) {
            return new Decision(device, verdict.judged(patientId));
        }
        if (device.parked() >= MOST_PARKED) {
            return new Decision(device, verdict.concluded(attribution));
        }
        ParkedReading parked = new ParkedReading(reading, timing, now.plus(parkedAtMost));
        return new Decision(device.withParked(1), verdict.parked(parked));
    }

    /// The same id again: the same reading, or another one under an id that is taken.
    private static List<AdmissionOutcome> again(RememberedReading remembered, Reading reading, Instant now) {
        int measurements = reading.measurements().size();
        if (ReadingContent.of(reading) == remembered.content()) {
            return List.of(new AdmissionOutcome.Recorded(remembered.repeated(measurements, now)));
        }
        Refusal conflict = new Refusal(QuarantineReason.CONFLICT,
                "this id was used for another reading of the same device; the first one stands");
        return List.of(Verdict.quarantined(reading, conflict, now),
                new AdmissionOutcome.Recorded(remembered.contradicted(measurements, now)));
    }

    /// The same id and content, of which only that is remembered: what became of it then is decided again, since the
    /// same reading has the same fate, and only the ledger hears of it. Of its first receipt only one thing is known:
    /// it was not before it was taken.
    private static List<AdmissionOutcome> afterLong(DeviceState device, Reading reading, Instant now) {
        Timing timing = Timing.of(reading, device.clock(), now);
        Verdict verdict = new Verdict(reading, timing.firstReceivedAt(timing.takenAt()),
                reading.measurements().size(), 0, now);
        List<AdmissionOutcome> then = unfit(reading, timing).map(verdict::refused)
                .orElseGet(() -> verdict.concluded(device.attribute(timing.takenAt())));
        return then.stream().filter(AdmissionOutcome.Recorded.class::isInstance).toList();
    }

    private static Decision assigned(DeviceState device, List<Waiting> waiting, Instant now) {
        List<AdmissionOutcome> outcomes = new ArrayList<>();
        int released = 0;
        for (Waiting each : waiting) {
            if (device.attribute(each.parked().timing().takenAt()) instanceof Attribution.To(var patientId)) {
                outcomes.add(new AdmissionOutcome.Unparked(each.parked().reading().id()));
                outcomes.addAll(Verdict.of(each, now).judged(patientId));
                released++;
            }
        }
        return new Decision(device.withParked(-released), outcomes);
    }

    private static Decision overdue(DeviceState device, List<Waiting> overdue, Instant now) {
        List<AdmissionOutcome> outcomes = new ArrayList<>();
        for (Waiting each : overdue) {
            outcomes.add(new AdmissionOutcome.Unparked(each.parked().reading().id()));
            outcomes.addAll(Verdict.of(each, now).concluded(device.attribute(each.parked().timing().takenAt())));
        }
        return new Decision(device.withParked(-overdue.size()), outcomes);
    }

    private static Optional<Refusal> unfit(Reading reading, Timing timing) {
        return reading.status().contains(MeasurementStatus.TEST)
                ? Optional.of(new Refusal(QuarantineReason.TEST,
                        "the device says that it measured no patient: a demonstration, a test or a control solution"))
                : untimely(timing);
    }

    private static Optional<Refusal> untimely(Timing timing) {
        Duration age = timing.age();
        if (age.compareTo(FUTURE_TOLERANCE.negated()) < 0) {
            return Optional.of(new Refusal(QuarantineReason.FUTURE, "taken more than " + FUTURE_TOLERANCE
                    + " after it was received; set the device's clock, or send sentAt so that it can be corrected"));
        }
        if (age.compareTo(TOO_OLD) > 0) {
            return Optional.of(new Refusal(QuarantineReason.TOO_OLD,
                    "taken more than " + TOO_OLD.toDays() + " days before it was received"));
        }
        return Optional.empty();
    }
}
