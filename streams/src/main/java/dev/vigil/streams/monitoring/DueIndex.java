package dev.vigil.streams.monitoring;

import dev.vigil.domain.id.PatientId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// When each patient wants to hear of the time. Every patient of the task is in it; it lives in the heap and is rebuilt
/// from the store when the task starts. Used by one stream thread.
final class DueIndex {

    private record Due(Instant at, PatientId patient) {
    }

    private final Map<PatientId, Due> ofPatient = new HashMap<>();
    private final TreeSet<Due> inOrder = new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::patient));

    void put(PatientId patient, Instant at) {
        Due due = new Due(at, patient);
        Due before = ofPatient.put(patient, due);
        if (due.equals(before)) {
            return;
        }
        if (before != null) {
            inOrder.remove(before);
        }
        inOrder.add(due);
    }

    void remove(PatientId patient) {
        Due before = ofPatient.remove(patient);
        if (before != null) {
            inOrder.remove(before);
        }
    }

    /// Patients whose time has come, at most so many: a thousand at once must not hold back the readings.
    List<PatientId> dueAt(Instant now, int most) {
        List<PatientId> patients = new ArrayList<>();
        for (Due due : inOrder) {
            if (due.at().isAfter(now) || patients.size() == most) {
                break;
            }
            patients.add(due.patient());
        }
        return patients;
    }

    Set<PatientId> patients() {
        return Set.copyOf(ofPatient.keySet());
    }

    void clear() {
        ofPatient.clear();
        inOrder.clear();
    }
}
