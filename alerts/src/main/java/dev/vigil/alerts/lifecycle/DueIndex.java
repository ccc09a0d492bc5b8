package dev.vigil.alerts.lifecycle;

import dev.vigil.domain.id.PatientId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Which patient's alerts time changes next. Used by one stream thread.
final class DueIndex {

    private record Due(Instant at, PatientId patient) {
    }

    private final Map<PatientId, Due> ofPatient = new HashMap<>();
    private final TreeSet<Due> inOrder = new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::patient));

    void put(PatientId patient, Optional<Instant> at) {
        Due before = ofPatient.remove(patient);
        if (before != null) {
            inOrder.remove(before);
        }
        at.map(time -> new Due(time, patient)).ifPresent(due -> {
            ofPatient.put(patient, due);
            inOrder.add(due);
        });
    }

    /// The patients whose time has come, each once.
    List<PatientId> takeDueAt(Instant now) {
        List<PatientId> patients = new ArrayList<>();
        while (!inOrder.isEmpty() && !inOrder.first().at().isAfter(now)) {
            PatientId patient = inOrder.removeFirst().patient();
            ofPatient.remove(patient);
            patients.add(patient);
        }
        return patients;
    }
}
