package dev.vigil.fhir.mapping;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertEntry;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.alert.Notification;
import dev.vigil.domain.alert.Recipient;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.id.RecipientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientIdentifier;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
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
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One of everything that is exported.
public final class Samples {

    public static final Instant TAKEN = Instant.parse("2026-11-22T10:41:03Z");
    public static final Instant RECEIVED = Instant.parse("2026-11-22T10:41:04.250Z");
    public static final PatientId PATIENT = new PatientId("p1");
    public static final DeviceId DEVICE = new DeviceId("cuff-7421");
    public static final ReadingId READING = new ReadingId("cuff-7421-000183");
    public static final String OBSERVATION = Observation.idOf(PATIENT, DEVICE, READING);
    public static final Subject SUBJECT = Subject.of(PATIENT, patient(), true);

    private Samples() {
    }

    public static Observation reading(Measurement... measurements) {
        return new Observation(OBSERVATION, 0, PATIENT, DEVICE, "gw-1", READING, TAKEN, TAKEN, null, RECEIVED,
                RECEIVED.plusMillis(20), List.of(measurements), false, ObservationStatus.FINAL);
    }

    static Observation admittedAfter(Duration age, Measurement... measurements) {
        return new Observation(OBSERVATION, 0, PATIENT, DEVICE, "gw-1", READING, TAKEN, TAKEN, null, TAKEN.plus(age),
                TAKEN.plus(age), List.of(measurements), true, ObservationStatus.FINAL);
    }

    static Observation late(Measurement... measurements) {
        return new Observation(OBSERVATION, 1, PATIENT, DEVICE, null, READING, TAKEN, TAKEN.minusSeconds(360),
                Duration.ofMinutes(6), RECEIVED, RECEIVED.plusMillis(20), List.of(measurements), true,
                ObservationStatus.AMENDED);
    }

    static Observation withdrawn(Measurement... measurements) {
        return new Observation(OBSERVATION, 2, PATIENT, DEVICE, null, READING, TAKEN, null, null, RECEIVED,
                RECEIVED.plusMillis(20), List.of(measurements), false, ObservationStatus.ENTERED_IN_ERROR);
    }

    public static Measurement measured(Vital vital, String value, String originalValue, String originalUnit) {
        return new Measurement(vital, quantity(value),
                new Measurement.Original(new RawValue.Decimal(new BigDecimal(originalValue)), originalUnit), false);
    }

    static Measurement questionable(Measurement measurement) {
        return new Measurement(measurement.vital(), measurement.value(), measurement.original(), true);
    }

    static Measurement level(Consciousness level) {
        return new Measurement(Vital.CONSCIOUSNESS, new MeasuredValue.Level(level),
                new Measurement.Original(new RawValue.Text(level.code()), null), false);
    }

    public static Score completeScore() {
        return new Score("s-1", PATIENT, ScoreName.NEWS2, 2, 5, ScoreBand.MEDIUM, 5, 5, true, false, 0, TAKEN,
                List.of(part(Vital.RESPIRATORY_RATE, "18.00", 0, false),
                        part(Vital.OXYGEN_SATURATION, "95.00", 2, false),
                        part(Vital.OXYGEN_FLOW, "2.00", 2, false), part(Vital.SYSTOLIC_BP, "128.00", 0, false),
                        part(Vital.PULSE_RATE, "92.00", 1, false), part(Vital.BODY_TEMPERATURE, "37.000", 0, false),
                        new ScorePart(Vital.CONSCIOUSNESS, new MeasuredValue.Level(Consciousness.ALERT), 0, TAKEN,
                                OBSERVATION, true)),
                List.of());
    }

    static Score incompleteScore() {
        return new Score("s-2", PATIENT, ScoreName.NEWS2, 1, 3, ScoreBand.LOW_MEDIUM, 3, 6, false, true, 1, TAKEN,
                List.of(part(Vital.OXYGEN_SATURATION, "91.00", 3, false)), List.of(Vital.CONSCIOUSNESS));
    }

    public static Summary summary() {
        return new Summary(PATIENT, Vital.HEART_RATE, WindowLength.ONE_HOUR, TAKEN, TAKEN.plusSeconds(3600), 2L,
                new BigDecimal("71.50"), new BigDecimal("71.00"), new BigDecimal("72.00"), new BigDecimal("0.500000"),
                new BigDecimal("71.00"), new BigDecimal("72.00"), new BigDecimal("60.000000"),
                new BigDecimal("0.6993"), null, List.of(), true, 1);
    }

    public static Summary sampledHour() {
        return summary().withSamples(List.of(
                new dev.vigil.domain.window.Samples(DEVICE, TAKEN, Duration.ofNanos(1_003_250_000),
                        Arrays.asList(new BigDecimal("71.00"), null, new BigDecimal("72.50"))),
                dev.vigil.domain.window.Samples.takenBack(TAKEN)));
    }

    /// Of a sensor that gave a reading every five minutes for a third of the day.
    static Summary glucoseDay(long count) {
        return new Summary(PATIENT, Vital.BLOOD_GLUCOSE, WindowLength.ONE_DAY, TAKEN, TAKEN.plusSeconds(86_400), count,
                new BigDecimal("112.500000"), new BigDecimal("52.00"), new BigDecimal("260.00"),
                new BigDecimal("40.500000"), new BigDecimal("110.00"), new BigDecimal("120.00"), null,
                new BigDecimal("36.0000"), new RangeCounts(1, 2, count - 8, 4, 1), List.of(), true, 0);
    }

    public static Alert alert(AlertState state) {
        Signal signal = new Signal(Signal.idOf(PATIENT, "spo2-low", TAKEN), PATIENT, "spo2-low",
                RuleKind.PHYSIOLOGICAL, Priority.HIGH, SignalState.RAISED, TAKEN, RECEIVED, Vital.OXYGEN_SATURATION,
                quantity("86.00"), new BigDecimal("90"), "gw-1", Duration.ofSeconds(1), false, false,
                "SpO2 86 % is below 90 %",
                List.of(new Evidence(Vital.OXYGEN_SATURATION, quantity("86.00"), TAKEN, OBSERVATION)));
        return new Alert("a-1", PATIENT, RuleKind.PHYSIOLOGICAL, Priority.HIGH, state, TAKEN, RECEIVED,
                List.of(signal), 0, List.of(new AlertEntry(RECEIVED, "raised", null, null, null),
                        new AlertEntry(RECEIVED, "acknowledge", "nurse-7", "on my way", "c-1")));
    }

    /// Of one delivery, an attempt a minute.
    public static Notification notification(int attempt, Notification.Outcome outcome,
            Notification.@Nullable Reason reason) {
        return notification(Notification.Channel.WEBHOOK, Recipient.Kind.ROLE, attempt, null, outcome, reason);
    }

    static Notification notification(Notification.Channel channel, Recipient.Kind kind, int attempt,
            @Nullable Instant receivedAt, Notification.Outcome outcome, Notification.@Nullable Reason reason) {
        return new Notification("a-1", PATIENT, Priority.HIGH, RECEIVED, channel,
                new Recipient(kind, new RecipientId("nurse-on-call")), attempt, RECEIVED.plusSeconds(60L * attempt),
                receivedAt, outcome, reason);
    }

    public static Patient patient() {
        return new Patient(PATIENT, LocalDate.parse("1951-03-02"), "Ada Example", "+44 1632 960000", "team-a", null,
                List.of(), List.of(new PatientIdentifier("urn:oid:2.16.840.1.113883.19.5", "MRN-1")),
                List.of(PatientSettings.initial(TAKEN)));
    }

    public static Patient patientOn(Plan plan) {
        Patient p = patient();
        return new Patient(p.patientId(), p.birthDate(), p.name(), p.phone(), p.careTeam(), p.enrolled(), p.pauses(),
                p.identifiers(), List.of(new PatientSettings(Instant.EPOCH, 1, false, plan.id(), Map.of())));
    }

    public static Device device() {
        return new Device(DEVICE, "BP 7000", "Acme", "SN-1", List.of());
    }

    private static ScorePart part(Vital vital, String value, int points, boolean assumed) {
        return new ScorePart(vital, quantity(value), points, TAKEN, OBSERVATION, assumed);
    }

    static MeasuredValue quantity(String value) {
        return new MeasuredValue.Quantity(new BigDecimal(value));
    }
}
