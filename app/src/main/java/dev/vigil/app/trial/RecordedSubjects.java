package dev.vigil.app.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.replay.RecordedReading;
import dev.vigil.app.replay.Recording;
import dev.vigil.app.replay.RowCount;
import dev.vigil.domain.admission.Admission;
import dev.vigil.domain.admission.AdmissionEvent;
import dev.vigil.domain.admission.AdmissionOutcome;
import dev.vigil.domain.admission.DeviceState;
import dev.vigil.domain.admission.Recollection;
import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Reading;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The patients of a recording: one for each device, each reading received as soon as it was taken, and admitted by the
/// decider of the stream, so that what could not be true counts for nothing.
public final class RecordedSubjects {

    /// Where recording begin that only count hours.
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private final Recording recording;
    private final Plan present;
    private final RowCount count;
    private final Admission admission = new Admission(Duration.ofDays(1));

    private RecordedSubjects(Recording recording, Plan present, RowCount count) {
        this.recording = recording;
        this.present = present;
        this.count = count;
    }

    public static List<Subject> of(Recording recording, Plan present, RowCount count) {
        RecordedSubjects subjects = new RecordedSubjects(recording, present, count);
        Map<String, List<RecordedReading>> byDevice = recording.readings().stream()
                .collect(Collectors.groupingBy(RecordedReading::deviceId, TreeMap::new, Collectors.toList()));
        List<Subject> all = new ArrayList<>();
        byDevice.forEach((device, readings) -> {
            Subject subject = subjects.subject(device, readings);
            if (subject != null) {
                all.add(subject);
            }
        });
        return all;
    }

    private @Nullable Subject subject(String device, List<RecordedReading> readings) {
        Instant first = readings.stream().map(RecordedReading::takenAt).min(Instant::compareTo).orElseThrow();
        Duration shift = recording.relative() ? Duration.between(first, START) : Duration.ZERO;
        Instant from = first.plus(shift);
        PatientId patientId = new PatientId(device.replace(':', '-'));
        DeviceState state = new DeviceState(List.of(new Assignment(patientId, from, null)),
                DeviceState.unknown().clock(), 0);
        List<Observation> observations = new ArrayList<>();
        Map<ReadingId, RememberedReading> memory = new HashMap<>();
        for (RecordedReading reading : readings) {
            state = admitted(state, memory, reading, shift, observations);
        }
        if (observations.isEmpty()) {
            return null;
        }
        LocalDate birthDate = recording.birthDate(device, LocalDate.ofInstant(from, ZoneOffset.UTC)).orElse(null);
        Patient patient = new Patient(patientId, birthDate, null, null, null, null, List.of(), List.of(),
                List.of(PatientSettings.initial(from)));
        return new Subject(patient, present, observations,
                recording.eventAt(device).map(event -> event.plus(shift)).orElse(null));
    }

    private DeviceState admitted(DeviceState state, Map<ReadingId, RememberedReading> memory,
            RecordedReading recorded, Duration shift, List<Observation> observations) {
        Instant takenAt = recorded.takenAt().plus(shift);
        Instant arrivesAt = recorded.arrivesAt().plus(shift);
        Instant receivedAt = arrivesAt.isBefore(takenAt) ? takenAt : arrivesAt;
        ObjectNode json = recorded.toJson().put("takenAt", takenAt.toString()).put("receivedAt", receivedAt.toString())
                .put("door", "http");
        if (!json.has("id")) {
            json.put("id", takenAt.toString().replace(':', '-'));
        }
        try {
            Reading reading = Topics.READINGS.value().decode(Json.mapper().writeValueAsBytes(json));
            Admission.Decision decision = admission.decide(state,
                    new AdmissionEvent.ReadingReceived(reading, new Recollection.Unseen()), memory::get, receivedAt);
            for (AdmissionOutcome outcome : decision.outcomes()) {
                if (outcome instanceof AdmissionOutcome.Admitted(Observation observation)) {
                    observations.add(observation);
                } else if (outcome instanceof AdmissionOutcome.Recorded(RememberedReading remembered)) {
                    memory.put(remembered.outcome().readingId(), remembered);
                }
            }
            return decision.device();
        } catch (MalformedRecord | JsonProcessingException e) {
            count.leaveOut("reading that ingest would refuse");
            return state;
        }
    }
}
