package dev.vigil.streams.monitoring;

import dev.vigil.domain.id.PatientId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// When each patient wants to hear of the time. Every patient of the task is in it; it lives in the heap and is rebuilt
/// from the store when the task starts. Used by one stream thread.
///
/// A time that moves away, as it does with nearly every reading, only changes a field: the place in the queue follows
/// when the earlier time comes.
final class DueIndex {

    /// @param queuedAt the place in the queue, never later than the time itself
    private record Due(Instant at, Instant queuedAt) {
    }

    private record Place(Instant at, PatientId patient) {
    }

    private final Map<PatientId, Due> ofPatient = new HashMap<>();
    private final PriorityQueue<Place> queue = new PriorityQueue<>(Comparator.comparing(Place::at));

    void put(PatientId patient, Instant at) {
        Due before = ofPatient.get(patient);
        if (before != null && !at.isBefore(before.queuedAt())) {
            ofPatient.put(patient, new Due(at, before.queuedAt()));
        } else {
            ofPatient.put(patient, new Due(at, at));
            queue.add(new Place(at, patient));
        }
    }

    void remove(PatientId patient) {
        ofPatient.remove(patient);
    }

    /// Patients whose time has come, at most so many: a thousand at once must not hold back the readings. Each is to be
    /// put again.
    List<PatientId> takeDue(Instant now, int most) {
        List<PatientId> patients = new ArrayList<>();
        while (patients.size() < most) {
            Place first = queue.peek();
            if (first == null || first.at().isAfter(now)) {
                return patients;
            }
            queue.remove();
            take(first, now, patients);
        }
        return patients;
    }

    private void take(Place place, Instant now, List<PatientId> patients) {
        Due due = ofPatient.get(place.patient());
        if (due == null || !due.queuedAt().equals(place.at())) {
            return; // erased, or in the queue a second time
        }
        if (due.at().isAfter(now)) {
            ofPatient.put(place.patient(), new Due(due.at(), due.at()));
            queue.add(new Place(due.at(), place.patient()));
        } else {
            ofPatient.put(place.patient(), new Due(due.at(), Instant.MAX));
            patients.add(place.patient());
        }
    }

    Set<PatientId> patients() {
        return Set.copyOf(ofPatient.keySet());
    }

    void clear() {
        ofPatient.clear();
        queue.clear();
    }
}
