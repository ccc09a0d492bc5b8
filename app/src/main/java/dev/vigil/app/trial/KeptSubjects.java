package dev.vigil.app.trial;

import dev.vigil.app.reconcile.TopicReader;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import dev.vigil.wire.plan.ShippedPlans;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The patients of an installation, with what its topics still hold of them: observations at their latest revision,
/// settings with their history, the plans in force.
public final class KeptSubjects {

    private final Instant from;
    private final Instant now;
    private final Map<String, Observation> observations = new HashMap<>();
    private final Map<PatientId, Patient> patients = new HashMap<>();
    private final Map<String, Plan> plans = new HashMap<>();

    private KeptSubjects(Instant from, Instant now) {
        this.from = from;
        this.now = now;
        ShippedPlans.all().forEach(plan -> plans.put(plan.id(), plan));
    }

    /// @param from first receipt that counts
    /// @param now whose plans are the present ones
    public static List<Subject> since(Instant from, Instant now, KafkaConnection kafka) {
        KeptSubjects kept = new KeptSubjects(from, now);
        try (TopicReader reader = new TopicReader(kafka)) {
            reader.read(Topics.PLANS.name(), (bytes, place) -> kept.take(Topics.PLANS.value().decode(bytes)),
                    place -> {});
            reader.read(Topics.PATIENTS.name(), (bytes, place) -> kept.take(Topics.PATIENTS.value().decode(bytes)),
                    place -> {});
            reader.read(Topics.OBSERVATIONS.name(),
                    (bytes, place) -> kept.take(Topics.OBSERVATIONS.value().decode(bytes)), place -> {});
        }
        return kept.subjects();
    }

    private void take(Plan plan) {
        plans.put(plan.id(), plan);
    }

    private void take(Patient patient) {
        patients.put(patient.patientId(), patient);
    }

    private void take(Observation observation) {
        if (!observation.receivedAt().isBefore(from)) {
            observations.merge(observation.id(), observation,
                    (one, other) -> one.revision() > other.revision() ? one : other);
        }
    }

    private List<Subject> subjects() {
        Map<String, List<Observation>> byPatient = new TreeMap<>();
        observations.values().stream()
                .filter(observation -> observation.status() != ObservationStatus.ENTERED_IN_ERROR)
                .forEach(observation -> byPatient
                        .computeIfAbsent(observation.patientId().value(), id -> new ArrayList<>()).add(observation));
        return byPatient.values().stream().map(this::subject).toList();
    }

    private Subject subject(List<Observation> of) {
        PatientId id = of.getFirst().patientId();
        Patient patient = patients.getOrDefault(id, new Patient(id, null, null, null, null, null, List.of(), List.of(),
                List.of(PatientSettings.initial(from))));
        String plan = patient.settingsAt(now).plan();
        return new Subject(patient, plans.getOrDefault(plan == null ? Plan.GENERAL : plan, ShippedPlans.general()), of,
                null);
    }
}
