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
/// is told although the device has fallen silent. Thread-safe.
final class DeviceUses {

    private final ResourceEncoder encoder;
    private final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();
    private final Map<PatientId, Set<DeviceId>> byPatient = new ConcurrentHashMap<>();
    private final Map<Subject, Encoded> ready = new ConcurrentHashMap<>();

    DeviceUses(ResourceEncoder encoder) {
        this.encoder = encoder;
    }

    void describe(Device device) {
        Device before = devices.put(device.deviceId(), device);
        if (before != null) {
            unlink(before);
        }
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
        Encoded present = ready.get(subject);
        if (present == null || !now.isBefore(present.until())) {
            present = encode(subject, now);
            ready.put(subject, present);
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
        return new Encoded(List.copyOf(resources), until);
    }

    private static List<Assignment> assignments(Device device, PatientId patient) {
        return device.assignments().stream().filter(assignment -> assignment.patientId().equals(patient)).toList();
    }

    /// @param until when one of them ends as planned
    private record Encoded(List<EncodedResource> resources, Instant until) {
    }
}
