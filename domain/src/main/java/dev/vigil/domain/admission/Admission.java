package dev.vigil.domain.admission;

import dev.vigil.domain.admission.AdmissionEvent.DeviceChanged;
import dev.vigil.domain.admission.AdmissionEvent.ReadingReceived;
import dev.vigil.domain.admission.AdmissionEvent.RetractionReceived;
import dev.vigil.domain.admission.AdmissionEvent.WaitEnded;
import dev.vigil.domain.admission.AdmissionEvent.Waiting;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.ReadingOutcome.Retracted;
import dev.vigil.domain.reading.Retraction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

        private Decision and(Decision next) {
            List<AdmissionOutcome> both = new ArrayList<>(outcomes);
            both.addAll(next.outcomes);
            return new Decision(next.device, both);
        }
    }

    /// @param memory asked where weights are compared
    public Decision decide(DeviceState before, AdmissionEvent event, ReadingsInMind memory, Instant now) {
        return WeightDoubts.weigh(decide(before, event, now), memory, now);
    }

    private Decision decide(DeviceState before, AdmissionEvent event, Instant now) {
        return switch (event) {
            case ReadingReceived received -> replacing(received(
                    before.with(before.clock().observing(received.reading().sentAt(),
                            Timing.receipt(received.reading(), now))),
                    received.reading(), received.recollection(), now), received, now);
            case RetractionReceived(Retraction retraction, RememberedReading remembered) -> retracted(before,
                    retraction, remembered, now);
            case DeviceChanged changed -> reattributed(assigned(before.with(changed.assignments()), changed.waiting(),
                    now), changed.misattributed(), now);
            case WaitEnded ended -> overdue(before, ended.overdue(), now);
        };
    }

    private Decision received(DeviceState device, Reading reading, Recollection recollection, Instant now) {
        return switch (recollection) {
            case Recollection.Unseen ignored -> first(device, reading, now);
            case Recollection.Lately(RememberedReading remembered) -> new Decision(device,
                    remembered.isAwaited() ? retractedBefore(device, reading, now)
                            : again(remembered, reading, now));
            case Recollection.LongAgo ignored -> new Decision(device, afterLong(device, reading, now));
        };
    }

    private Decision first(DeviceState device, Reading reading, Instant now) {
        Timing timing = Timing.of(reading, device.clock(), now);
        Verdict verdict = new Verdict(reading, timing, 0, 0, 0, now);
        Optional<Refusal> unfit = unfit(reading, timing);
        if (unfit.isPresent()) {
            return new Decision(device, verdict.refused(unfit.get()));
        }
        Attribution attribution = device.attribute(reading, timing.takenAt());
        if (attribution instanceof Attribution.To(var patientId)) {
            return new Decision(device, verdict.judged(patientId));
        }
        if (device.parked() >= MOST_PARKED) {
            return new Decision(device, verdict.concluded(attribution));
        }
        ParkedReading parked = new ParkedReading(reading, timing, now.plus(parkedAtMost));
        return new Decision(device.withParked(1), verdict.parked(parked));
    }

    private static List<AdmissionOutcome> retractedBefore(DeviceState device, Reading reading, Instant now) {
        Timing timing = Timing.of(reading, device.clock(), now);
        Verdict verdict = new Verdict(reading, timing, 0, 0, 0, now);
        return unfit(reading, timing).map(verdict::refused).orElseGet(verdict::withdrawnAtOnce);
    }

    /// A reading that came for the first time takes the place of another one.
    private static Decision replacing(Decision decision, ReadingReceived received, Instant now) {
        Reading reading = received.reading();
        boolean first = received.recollection() instanceof Recollection.Unseen;
        return reading.replaces() == null || !first ? decision
                : decision.and(retracted(decision.device(), new Retraction(reading.deviceId(), reading.replaces(),
                        "replaced by reading " + reading.id(), Timing.receipt(reading, now), reading.gateway(),
                        reading.door()), received.replaced(), now));
    }

    /// Once retracted, a reading stays so, whatever comes.
    private static Decision retracted(DeviceState device, Retraction retraction,
            @Nullable RememberedReading remembered, Instant now) {
        if (remembered == null) {
            Instant receivedAt = retraction.receivedAt().isAfter(now) ? now : retraction.receivedAt();
            return new Decision(device, List.of(Withdrawals.awaited(new ReadingOutcome(retraction.deviceId(),
                    retraction.id(), receivedAt, now, List.of(), 0, 0, Retracted.AWAITED))));
        }
        if (remembered.outcome().retracted() != null) {
            return new Decision(device, List.of());
        }
        List<AdmissionOutcome> outcomes = Withdrawals.retracted(remembered, retraction.reason(), now);
        boolean parked = outcomes.stream().anyMatch(AdmissionOutcome.Unparked.class::isInstance);
        return new Decision(parked ? device.withParked(-1) : device, outcomes);
    }

    /// What was told of one patient is another's, or nobody's as far as is known: then it waits like any other.
    private Decision reattributed(Decision decision, List<RememberedReading> misattributed, Instant now) {
        DeviceState device = decision.device();
        List<AdmissionOutcome> outcomes = new ArrayList<>(decision.outcomes());
        for (RememberedReading remembered : misattributed) {
            AdmittedReading admitted = remembered.admitted();
            if (admitted != null && remembered.isAnothersBy(device.assignments())) {
                outcomes.addAll(Withdrawals.withdrawn(admitted, remembered.revision() + 1,
                        "the device was another patient's, or nobody's, when it was taken", now));
                Attribution attribution = device.attribute(admitted.reading(), admitted.timing().takenAt());
                if (attribution instanceof Attribution.To(var patientId)) {
                    outcomes.addAll(Verdict.of(remembered, admitted, now).reattributed(patientId));
                } else {
                    boolean waits = device.parked() < MOST_PARKED;
                    Verdict verdict = Verdict.ofWithdrawn(remembered, admitted, now);
                    outcomes.addAll(waits ? verdict.parked(new ParkedReading(admitted.reading(), admitted.timing(),
                            now.plus(parkedAtMost))) : verdict.concluded(attribution));
                    device = waits ? device.withParked(1) : device;
                }
            }
        }
        return new Decision(device, outcomes);
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
                reading.measurements().size(), 0, 0, now);
        List<AdmissionOutcome> then = unfit(reading, timing).map(verdict::refused)
                .orElseGet(() -> verdict.concluded(device.attribute(reading, timing.takenAt())));
        return then.stream().filter(AdmissionOutcome.Recorded.class::isInstance).toList();
    }

    private static Decision assigned(DeviceState device, List<Waiting> waiting, Instant now) {
        List<AdmissionOutcome> outcomes = new ArrayList<>();
        int released = 0;
        for (Waiting each : waiting) {
            if (attribution(device, each) instanceof Attribution.To(var patientId)) {
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
            outcomes.addAll(Verdict.of(each, now).concluded(attribution(device, each)));
        }
        return new Decision(device.withParked(-overdue.size()), outcomes);
    }

    private static Attribution attribution(DeviceState device, Waiting each) {
        return device.attribute(each.parked().reading(), each.parked().timing().takenAt());
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
