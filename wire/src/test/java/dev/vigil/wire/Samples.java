package dev.vigil.wire;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertCommand;
import dev.vigil.domain.alert.AlertEntry;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.alert.Notification;
import dev.vigil.domain.alert.Recipient;
import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.current.CurrentVital;
import dev.vigil.domain.current.RuleStatus;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.id.RecipientId;
import dev.vigil.domain.patient.Enrolment;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientIdentifier;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.patient.Pause;
import dev.vigil.domain.plan.MeasurementRequest;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.domain.reading.Withdrawal;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScoreBand;
import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.domain.signal.Evidence;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.RangeCounts;
import dev.vigil.domain.window.Summary;
import dev.vigil.domain.window.WindowLength;
import dev.vigil.wire.mapping.StoredMapping;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One value of every topic, with every optional field set, for round trips and golden files.
final class Samples {

    static final Instant TAKEN = Instant.parse("2026-11-22T10:41:03Z");
    static final Instant RECEIVED = Instant.parse("2026-11-22T10:41:04.250Z");
    static final PatientId PATIENT = new PatientId("p1");
    static final DeviceId DEVICE = new DeviceId("cuff-7421");
    static final ReadingId READING = new ReadingId("cuff-7421-000183");
    static final String OBSERVATION = Observation.idOf(PATIENT, DEVICE, READING);

    static MeasurementRequest request() {
        return new MeasurementRequest(new PatientId("p-014"), Vital.BODY_TEMPERATURE, TAKEN);
    }

    static Heartbeat heartbeat() {
        return new Heartbeat(Heartbeat.INGEST, RECEIVED);
    }

    static Presence presence() {
        return new Presence(DEVICE, false, RECEIVED);
    }

    private Samples() {
    }

    static Reading reading() {
        return new Reading(DEVICE, READING, TAKEN, null,
                List.of(new RawMeasurement("systolic-bp", decimal("128"), "mm[Hg]"),
                        new RawMeasurement("body-temperature", decimal("98.60"), "[degF]"),
                        new RawMeasurement("consciousness", new RawValue.Text("A"), null)),
                new BigDecimal("0.82"), new BigDecimal("0.9"), RECEIVED, RECEIVED, "gw-1", Door.HTTP);
    }

    static Reading doubted() {
        return new Reading(DEVICE, READING, null, Duration.ofSeconds(5),
                List.of(new RawMeasurement("oxygen-saturation", decimal("88"), "%")), null, null, null, RECEIVED, null,
                Door.GATT, Set.of(MeasurementStatus.QUESTIONABLE));
    }

    static Reading ofSecondUser() {
        return new Reading(DEVICE, READING, TAKEN, null,
                List.of(new RawMeasurement("body-weight", decimal("71.4"), "kg")), null, null, null, RECEIVED, "gw-1",
                Door.GATT, Set.of(MeasurementStatus.EARLY), null, 2);
    }

    static Device shared() {
        return new Device(DEVICE, null, null, null, List.of(new Assignment(PATIENT, TAKEN, null, 1),
                new Assignment(new PatientId("p2"), TAKEN, null, 2)));
    }

    static Observation early() {
        return observation().doubting(Vital.SYSTOLIC_BP, Doubt.EARLY);
    }

    static ReadingOutcome outcome() {
        return new ReadingOutcome(DEVICE, READING, RECEIVED, RECEIVED,
                List.of(new ReadingOutcome.OfMeasurement("systolic-bp", ReadingOutcome.Fate.ADMITTED, null,
                        OBSERVATION),
                        new ReadingOutcome.OfMeasurement("body-temperature", ReadingOutcome.Fate.QUARANTINED,
                                QuarantineReason.IMPLAUSIBLE, null)),
                2, 0);
    }

    static Device device() {
        return new Device(DEVICE, "BP 7000", "Acme", "SN-1",
                List.of(new Assignment(PATIENT, TAKEN, RECEIVED), new Assignment(PATIENT, RECEIVED, null)));
    }

    static Credential credential() {
        return new Credential("ward-3", false, new TreeSet<>(Set.of(DEVICE, new DeviceId("scale-1"))), TAKEN,
                TAKEN.plusSeconds(86_400), RECEIVED,
                List.of(new Credential.Token("0f".repeat(32), TAKEN, RECEIVED),
                        new Credential.Token("a1".repeat(32), RECEIVED, null)),
                new TreeSet<>(Set.of("dns:gw-3.example.org")));
    }

    static StoredMapping mapping() {
        return new StoredMapping("acme-hub", "mapping: acme-hub # as written\n", RECEIVED);
    }

    static Patient patient() {
        PatientSettings first = PatientSettings.initial(TAKEN);
        PatientSettings second = new PatientSettings(RECEIVED, 2, false, "copd",
                Map.of("spo2-low", new BigDecimal("86")));
        return new Patient(PATIENT, LocalDate.parse("1951-03-02"), "Ada Example", "+44 1632 960000", "team-a",
                new Enrolment(TAKEN, null), List.of(new Pause(TAKEN, RECEIVED, "hospital stay")),
                List.of(new PatientIdentifier("urn:oid:1.2.3", "MRN-1")), List.of(first, second));
    }

    static Observation observation() {
        return new Observation(OBSERVATION, 0, PATIENT, DEVICE, "gw-1", READING, TAKEN, TAKEN.minusSeconds(360),
                Duration.ofMinutes(6), RECEIVED, RECEIVED,
                List.of(new Measurement(Vital.SYSTOLIC_BP, quantity("128.00"),
                        new Measurement.Original(decimal("128"), "mm[Hg]"), false),
                        new Measurement(Vital.CONSCIOUSNESS, new MeasuredValue.Level(Consciousness.VOICE),
                                new Measurement.Original(new RawValue.Text("V"), null), false)),
                false, ObservationStatus.FINAL);
    }

    static Reading replacing() {
        Reading r = reading();
        return new Reading(r.deviceId(), r.id(), r.takenAt(), r.takenAgo(), r.measurements(), r.battery(),
                r.signalQuality(), r.sentAt(), r.receivedAt(), r.gateway(), r.door(), r.status(),
                new ReadingId("cuff-7421-000182"));
    }

    static Retraction retraction() {
        return new Retraction(DEVICE, READING, "the cuff was on another person", RECEIVED, "gw-1", Door.HTTP);
    }

    static Observation withdrawn() {
        Observation o = observation();
        return new Observation(o.id(), 1, o.patientId(), o.deviceId(), o.gateway(), o.readingId(), o.takenAt(),
                o.deviceTakenAt(), o.clockOffset(), o.receivedAt(), o.admittedAt(), o.measurements(), o.late(),
                ObservationStatus.ENTERED_IN_ERROR, "the cuff was on another person");
    }

    static ReadingOutcome withdrawnOutcome() {
        return new ReadingOutcome(DEVICE, READING, RECEIVED, RECEIVED,
                List.of(new ReadingOutcome.OfMeasurement("systolic-bp", ReadingOutcome.Fate.WITHDRAWN, null,
                        OBSERVATION)),
                0, 0, ReadingOutcome.Retracted.WITHDRAWN);
    }

    static Withdrawal withdrawal() {
        return new Withdrawal(OBSERVATION, 3, PATIENT, DEVICE, READING, TAKEN,
                List.of(Vital.SYSTOLIC_BP, Vital.CONSCIOUSNESS), ObservationStatus.ENTERED_IN_ERROR, RECEIVED);
    }

    static Notification notification() {
        return new Notification("a-1", PATIENT, Priority.HIGH, RECEIVED, Notification.Channel.WEBHOOK,
                new Recipient(Recipient.Kind.ROLE, new RecipientId("nurse-on-call")), 1, RECEIVED.plusMillis(300),
                RECEIVED.plusSeconds(2), Notification.Outcome.DELIVERED, null);
    }

    static Notification failedNotification() {
        return new Notification("a-1", PATIENT, Priority.HIGH, RECEIVED, Notification.Channel.EMAIL,
                new Recipient(Recipient.Kind.PERSON, new RecipientId("nurse-7")), 3, RECEIVED.plusSeconds(60), null,
                Notification.Outcome.FAILED, Notification.Reason.RECIPIENT_UNAVAILABLE);
    }

    static Quarantine quarantine() {
        return new Quarantine("cuff-7421", new Quarantine.Original.OfReading(reading()), QuarantineReason.IMPLAUSIBLE,
                "body-temperature 37 [degF] is 2.778 Cel, outside 25 to 45; was Cel meant?", RECEIVED);
    }

    static Quarantine unreadable() {
        return new Quarantine("cuff-7421", Quarantine.Original.OfBytes.of(new byte[] {1, 2}, "t", 3, 42L),
                QuarantineReason.MALFORMED, "not JSON, at byte 0", RECEIVED);
    }

    static Summary summary() {
        return new Summary(PATIENT, Vital.HEART_RATE, WindowLength.ONE_HOUR, TAKEN, TAKEN.plusSeconds(3600), 2L,
                new BigDecimal("71.50"), new BigDecimal("71.00"), new BigDecimal("72.00"), new BigDecimal("0.500000"),
                new BigDecimal("71.00"), new BigDecimal("72.00"), new BigDecimal("60.000000"),
                new BigDecimal("0.6993"), null, List.of(), true, 1);
    }

    static Summary sampledSummary() {
        return summary().withSamples(List.of(
                new dev.vigil.domain.window.Samples(DEVICE, TAKEN, Duration.ofMillis(1003),
                        Arrays.asList(new BigDecimal("71.00"), null, new BigDecimal("72.00"))),
                dev.vigil.domain.window.Samples.takenBack(TAKEN)));
    }

    static Summary glucoseSummary() {
        return new Summary(PATIENT, Vital.BLOOD_GLUCOSE, WindowLength.ONE_DAY, TAKEN, TAKEN.plusSeconds(86_400), 10L,
                new BigDecimal("112.500000"), new BigDecimal("52.00"), new BigDecimal("260.00"),
                new BigDecimal("40.500000"), new BigDecimal("110.00"), new BigDecimal("120.00"), null,
                new BigDecimal("36.0000"), new RangeCounts(1, 1, 6, 1, 1), List.of(), true, 0);
    }

    static Score score() {
        return new Score("s-1", PATIENT, ScoreName.NEWS2, 1, 3, ScoreBand.LOW_MEDIUM, 3, 20, false, false, 0, TAKEN,
                List.of(new ScorePart(Vital.OXYGEN_SATURATION, quantity("91.00"), 3, TAKEN, OBSERVATION, false)),
                List.of(Vital.CONSCIOUSNESS));
    }

    static CurrentPicture current() {
        return new CurrentPicture(PATIENT, RECEIVED,
                List.of(new CurrentVital(Vital.HEART_RATE, quantity("71.00"), TAKEN, OBSERVATION, DEVICE, false)),
                score(), null,
                List.of(new RuleStatus("spo2-low", RuleStatus.State.PENDING, TAKEN, "SpO2 below 90 for 22 of 30 s")));
    }

    static Signal signal() {
        return new Signal(Signal.idOf(PATIENT, "spo2-low", TAKEN), PATIENT, "spo2-low", RuleKind.PHYSIOLOGICAL,
                Priority.HIGH, SignalState.RAISED, TAKEN, RECEIVED, Vital.OXYGEN_SATURATION, quantity("86.00"),
                new BigDecimal("90"), "gw-1", Duration.ofSeconds(1), false, true, "SpO2 86 % is below 90 %",
                List.of(new Evidence(Vital.OXYGEN_SATURATION, quantity("86.00"), TAKEN, OBSERVATION)));
    }

    static Alert alert(AlertState state) {
        return new Alert("a-1", PATIENT, RuleKind.PHYSIOLOGICAL, Priority.HIGH, state, TAKEN, RECEIVED,
                List.of(signal()), 0, List.of(new AlertEntry(RECEIVED, "raised", null, null, null),
                        new AlertEntry(RECEIVED, "acknowledge", "nurse-7", "on my way", "c-1")));
    }

    static AlertCommand command(AlertCommand.Verb verb) {
        return new AlertCommand("c-1", "a-1", PATIENT, verb, "nurse-7", "on my way", RECEIVED);
    }

    static MeasuredValue quantity(String value) {
        return new MeasuredValue.Quantity(new BigDecimal(value));
    }

    private static RawValue decimal(String value) {
        return new RawValue.Decimal(new BigDecimal(value));
    }
}
