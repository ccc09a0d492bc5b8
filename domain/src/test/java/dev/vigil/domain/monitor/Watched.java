package dev.vigil.domain.monitor;

import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.patient.Enrolment;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.patient.Pause;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Summary;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A patient under watch in a test: a stepping clock, and everything that was said.
final class Watched {

    static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
    static final PatientId PATIENT = new PatientId("p1");

    final List<MonitorOutcome> said = new ArrayList<>();
    Instant now = T0;
    Plan plan;
    final MemoryHistory history = new MemoryHistory();
    PatientState state = PatientState.firstSeen(PATIENT, T0);
    Instant due = T0;
    Instant listeningSince = Instant.EPOCH;

    private int readings;

    Watched(Plan plan) {
        this.plan = plan;
        settings(1, null, List.of());
        said.clear();
    }

    void settings(int oxygenScale, @Nullable Enrolment enrolled, List<Pause> pauses) {
        put(enrolled, pauses, new PatientSettings(Instant.EPOCH, oxygenScale, false, null, Map.of()));
    }

    void put(@Nullable Enrolment enrolled, List<Pause> pauses, PatientSettings... settings) {
        decide(new MonitorEvent.PatientChanged(new Patient(PATIENT, LocalDate.parse("1950-01-01"), null, null, null,
                enrolled, pauses, List.of(), List.of(settings))));
    }

    Watched after(Duration length) {
        now = now.plus(length);
        return this;
    }

    Watched afterSeconds(long seconds) {
        return after(Duration.ofSeconds(seconds));
    }

    Observation take(Vital vital, String value) {
        return take(vital, value, now);
    }

    Observation take(Vital vital, String value, Instant takenAt) {
        return take(takenAt, List.of(measurement(vital, value, false)));
    }

    Observation take(Instant takenAt, List<Measurement> measurements) {
        Observation observation = observation("o" + String.format("%06d", readings++), takenAt, measurements);
        decide(new MonitorEvent.Observed(observation));
        return observation;
    }

    /// From a device that tells of itself.
    void take(String device, Instant takenAt, @Nullable String battery, @Nullable String signalQuality,
            Duration clockOffset) {
        String id = "o" + String.format("%06d", readings++);
        decide(new MonitorEvent.Observed(new Observation(id, 0, PATIENT, new DeviceId(device), "g1", new ReadingId(id),
                takenAt, takenAt, clockOffset.isZero() ? null : clockOffset, now, now,
                List.of(measurement(Vital.PAIN, "1", false)), takenAt.isBefore(now.minus(Duration.ofHours(4))),
                ObservationStatus.FINAL, null, battery == null ? null : new BigDecimal(battery),
                signalQuality == null ? null : new BigDecimal(signalQuality))));
    }

    void weigh(String scale, String kilograms) {
        String id = "o" + String.format("%06d", readings++);
        decide(new MonitorEvent.Observed(new Observation(id, 0, PATIENT, new DeviceId(scale), "g1", new ReadingId(id),
                now, now, null, now, now, List.of(measurement(Vital.BODY_WEIGHT, kilograms, false)), false,
                ObservationStatus.FINAL)));
    }

    /// Told anew: none of it may be trusted.
    void doubt(Observation o) {
        decide(new MonitorEvent.Observed(new Observation(o.id(), o.revision() + 1, o.patientId(), o.deviceId(),
                o.gateway(), o.readingId(), o.takenAt(), o.deviceTakenAt(), o.clockOffset(), o.receivedAt(), now,
                o.measurements().stream().map(each -> each.with(Doubt.WEIGHT)).toList(), o.late(),
                ObservationStatus.AMENDED)));
    }

    void withdraw(Observation o) {
        decide(new MonitorEvent.Observed(new Observation(o.id(), o.revision() + 1, o.patientId(), o.deviceId(),
                o.gateway(), o.readingId(), o.takenAt(), o.deviceTakenAt(), o.clockOffset(), o.receivedAt(), now,
                o.measurements(), o.late(), ObservationStatus.ENTERED_IN_ERROR, "wrong arm")));
    }

    void tick() {
        decide(new MonitorEvent.TimePassed(true, listeningSince));
    }

    /// Lets time pass as the stream does: tells the patient of the time whenever it is due.
    void pass(Duration length) {
        Instant end = now.plus(length);
        while (!due.isAfter(end)) {
            now = due.isAfter(now) ? due : now;
            tick();
        }
        now = end;
        tick();
    }

    void decide(MonitorEvent event) {
        Decision decision = Monitor.decide(state, event, plan, history, now);
        state = decision.state();
        due = decision.due();
        decision.outcomes().forEach(history::keep);
        said.addAll(decision.outcomes());
    }

    List<Signal> signals() {
        return said.stream().filter(MonitorOutcome.Signalled.class::isInstance)
                .map(outcome -> ((MonitorOutcome.Signalled) outcome).signal()).toList();
    }

    List<Score> scores() {
        return said.stream().filter(MonitorOutcome.Scored.class::isInstance)
                .map(outcome -> ((MonitorOutcome.Scored) outcome).score()).toList();
    }

    List<Summary> summaries() {
        return said.stream().filter(MonitorOutcome.Summarised.class::isInstance)
                .map(outcome -> ((MonitorOutcome.Summarised) outcome).summary()).toList();
    }

    List<CurrentPicture> pictures() {
        return said.stream().filter(MonitorOutcome.Pictured.class::isInstance)
                .map(outcome -> ((MonitorOutcome.Pictured) outcome).picture()).toList();
    }

    /// What was asked for with each picture.
    List<Optional<Vital>> asked() {
        return said.stream().filter(MonitorOutcome.Asked.class::isInstance)
                .map(outcome -> Optional.ofNullable(((MonitorOutcome.Asked) outcome).next())).toList();
    }

    static Measurement measurement(Vital vital, String value, boolean questionable) {
        MeasuredValue measured = vital.coded() ? new MeasuredValue.Level(Consciousness.ofCode(value).orElseThrow())
                : new MeasuredValue.Quantity(new BigDecimal(value).setScale(vital.scale()));
        return new Measurement(vital, measured, new Measurement.Original(new RawValue.Text(value), vital.unit()),
                questionable);
    }

    private Observation observation(String id, Instant takenAt, List<Measurement> measurements) {
        return new Observation(id, 0, PATIENT, new DeviceId("d1"), "g1", new ReadingId(id), takenAt, takenAt, null,
                now, now, measurements, false, ObservationStatus.FINAL);
    }
}
