package dev.vigil.fhir.lane;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.fhir.mapping.DeviceUseMapper;
import dev.vigil.fhir.mapping.Subject;
import dev.vigil.fhir.sink.EncodedResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which devices are and were whose, ready to go with whatever is said of the patient next: so the end of an assignment
/// is told although the device has fallen silent. An assignment that was corrected is taken back, as long as the topic
/// still tells what it was. Thread-safe.
final class DeviceUses {

    private final ResourceEncoder encoder;
    private final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();
    private final Map<PatientId, Set<DeviceId>> byPatient = new ConcurrentHashMap<>();
    private final Map<PatientId, Set<Use>> mistaken = new ConcurrentHashMap<>();
    private final Map<PatientId, Encoded> ready = new ConcurrentHashMap<>();

    DeviceUses(ResourceEncoder encoder) {
        this.encoder = encoder;
    }

    void describe(Device device) {
        Device before = devices.put(device.deviceId(), device);
        if (before != null) {
            unlink(before);
            uses(before).forEach(use -> mistaken
                    .computeIfAbsent(use.assignment().patientId(), patient -> ConcurrentHashMap.newKeySet()).add(use));
        }
        uses(device).forEach(use -> mistaken.getOrDefault(use.assignment().patientId(), new HashSet<>())
                .removeIf(use::isSame));
        device.assignments().forEach(assignment -> byPatient
                .computeIfAbsent(assignment.patientId(), patient -> ConcurrentHashMap.newKeySet())
                .add(device.deviceId()));
        ready.clear();
    }

    void forget(DeviceId device) {
        Device before = devices.remove(device);
        if (before != null) {
            unlink(before);
            ready.clear();
        }
    }

    List<EncodedResource> of(Subject subject, Instant now) {
        Encoded present = ready.get(subject.patientId());
        if (present == null || !present.subject().equals(subject) || !now.isBefore(present.until())) {
            present = encode(subject, now);
            ready.put(subject.patientId(), present);
        }
        return present.resources();
    }

    private void unlink(Device device) {
        device.assignments().forEach(assignment -> byPatient.getOrDefault(assignment.patientId(), new HashSet<>())
                .remove(device.deviceId()));
    }

    private Encoded encode(Subject subject, Instant now) {
        List<EncodedResource> resources = new ArrayList<>();
        Instant until = Instant.MAX;
        Set<DeviceId> used = byPatient.getOrDefault(subject.patientId(), Set.of());
        for (Device device : used.stream().map(devices::get).filter(Objects::nonNull).toList()) {
            for (Assignment assignment : assignments(device, subject.patientId())) {
                resources.add(encoder.encode(DeviceUseMapper.map(device.deviceId(), assignment, subject, now)));
                Instant to = assignment.to();
                until = to != null && to.isAfter(now) && to.isBefore(until) ? to : until;
            }
        }
        mistaken.getOrDefault(subject.patientId(), Set.of()).forEach(use -> resources.add(
                encoder.encode(DeviceUseMapper.mistaken(use.device(), use.assignment(), subject))));
        return new Encoded(subject, List.copyOf(resources), until);
    }

    private static List<Use> uses(Device device) {
        return device.assignments().stream().map(assignment -> new Use(device.deviceId(), assignment)).toList();
    }

    private static List<Assignment> assignments(Device device, PatientId patient) {
        return device.assignments().stream().filter(assignment -> assignment.patientId().equals(patient)).toList();
    }

    /// One that was once told.
    private record Use(DeviceId device, Assignment assignment) {

        /// Told by the same resource.
        boolean isSame(Use other) {
            return device.equals(other.device) && assignment.patientId().equals(other.assignment.patientId())
                    && assignment.from().equals(other.assignment.from());
        }
    }

    /// @param until when one of them ends as planned
    private record Encoded(Subject subject, List<EncodedResource> resources, Instant until) {
    }
}
