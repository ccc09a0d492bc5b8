package dev.vigil.domain.admission;

import dev.vigil.domain.admission.AdmissionEvent.DeviceChanged;
import dev.vigil.domain.admission.AdmissionEvent.ReadingReceived;
import dev.vigil.domain.admission.AdmissionEvent.RetractionReceived;
import dev.vigil.domain.admission.AdmissionEvent.WaitEnded;
import dev.vigil.domain.admission.AdmissionEvent.Waiting;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.ReadingOutcome.OfMeasurement;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.domain.reading.Withdrawal;
import dev.vigil.domain.vital.RawValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plays the shell for one device: keeps what the decider says to keep, and notes everything it publishes.
final class Desk {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final DeviceId CUFF = new DeviceId("cuff");
    static final PatientId ADA = new PatientId("ada");
    static final PatientId BOB = new PatientId("bob");
    static final Duration PARKED_AT_MOST = Duration.ofHours(1);

    final List<Observation> admitted = new ArrayList<>();
    final List<Withdrawal> listed = new ArrayList<>();
    final List<Quarantine> quarantined = new ArrayList<>();
    final Map<ReadingId, RememberedReading> remembered = new LinkedHashMap<>();
    final Map<ReadingId, ParkedReading> parked = new LinkedHashMap<>();
    Instant now = NOON;

    private final Admission admission = new Admission(PARKED_AT_MOST);
    private DeviceState device = DeviceState.unknown();

    /// A desk whose device has been Ada's for a year.
    static Desk ofAda() {
        Desk desk = new Desk();
        desk.assign(new Assignment(ADA, NOON.minus(Duration.ofDays(365)), null));
        return desk;
    }

    void assign(Assignment... assignments) {
        carryOut(new DeviceChanged(List.of(assignments), waiting(), remembered.values().stream()
                .filter(reading -> reading.isAnothersBy(List.of(assignments))).toList()));
    }

    void receive(Reading reading) {
        RememberedReading known = remembered.get(reading.id());
        carryOut(new ReadingReceived(reading,
                known == null ? new Recollection.Unseen() : new Recollection.Lately(known),
                reading.replaces() == null ? null : remembered.get(reading.replaces())));
    }

    void retract(String id) {
        ReadingId reading = new ReadingId(id);
        carryOut(new RetractionReceived(new Retraction(CUFF, reading, "wrong arm", now, "gateway-1", Door.HTTP),
                remembered.get(reading)));
    }

    Reading replacing(String id, String replaced, Instant takenAt, RawMeasurement... measurements) {
        return new Reading(CUFF, new ReadingId(id), takenAt, null, List.of(measurements), null, null, null, now,
                "gateway-1", Door.HTTP, Set.of(), new ReadingId(replaced));
    }

    void receiveAfterForgetting(Reading reading) {
        carryOut(new ReadingReceived(reading, new Recollection.LongAgo()));
    }

    void wait(Duration time) {
        now = now.plus(time);
        List<Waiting> overdue =
                waiting().stream().filter(waiting -> !waiting.parked().until().isAfter(now)).toList();
        if (!overdue.isEmpty()) {
            carryOut(new WaitEnded(overdue));
        }
    }

    /// The one line of the ledger of the one reading that came in.
    ReadingOutcome outcome() {
        return outcome(remembered.keySet().iterator().next().value());
    }

    ReadingOutcome outcome(String id) {
        return remembered.get(new ReadingId(id)).outcome();
    }

    List<String> fates() {
        return outcome().measurements().stream().map(Desk::fate).toList();
    }

    int waitingCount() {
        return device.parked();
    }

    Reading reading(String id, Instant takenAt, RawMeasurement... measurements) {
        return reading(id, takenAt, null, measurements);
    }

    Reading reading(String id, Instant takenAt, @Nullable Instant sentAt, RawMeasurement... measurements) {
        return new Reading(CUFF, new ReadingId(id), takenAt, null, List.of(measurements), null, null, sentAt, now,
                "gateway-1", Door.HTTP);
    }

    Reading said(MeasurementStatus status, RawMeasurement... measurements) {
        return new Reading(CUFF, new ReadingId("said"), now, null, List.of(measurements), null, null, null, now,
                "gateway-1", Door.GATT, Set.of(status));
    }

    Reading counted(String id, Duration ago, RawMeasurement... measurements) {
        return new Reading(CUFF, new ReadingId(id), null, ago, List.of(measurements), null, null, null, now,
                "gateway-1", Door.HTTP);
    }

    static RawMeasurement pulse(int value) {
        return number("pulse-rate", Integer.toString(value), "/min");
    }

    static RawMeasurement number(String vital, String value, @Nullable String unit) {
        return new RawMeasurement(vital, new RawValue.Decimal(new BigDecimal(value)), unit);
    }

    static RawMeasurement text(String vital, String value) {
        return new RawMeasurement(vital, new RawValue.Text(value), null);
    }

    private static String fate(OfMeasurement of) {
        return of.vital() + " " + of.fate().code() + (of.reason() == null ? "" : " " + of.reason().code());
    }

    private List<Waiting> waiting() {
        return parked.entrySet().stream()
                .map(each -> new Waiting(each.getValue(), remembered.get(each.getKey()))).toList();
    }

    private void carryOut(AdmissionEvent event) {
        Admission.Decision decision = admission.decide(device, event, remembered::get, now);
        device = decision.device();
        for (AdmissionOutcome outcome : decision.outcomes()) {
            switch (outcome) {
                case AdmissionOutcome.Admitted(Observation observation) -> admitted.add(observation);
                case AdmissionOutcome.Listed(Withdrawal withdrawal) -> listed.add(withdrawal);
                case AdmissionOutcome.Quarantined(Quarantine quarantine) -> quarantined.add(quarantine);
                case AdmissionOutcome.Parked(ParkedReading waiting) -> parked.put(waiting.reading().id(), waiting);
                case AdmissionOutcome.Unparked(ReadingId id) -> parked.remove(id);
                case AdmissionOutcome.Recorded(RememberedReading line) ->
                    remembered.put(line.outcome().readingId(), line);
            }
        }
    }
}
