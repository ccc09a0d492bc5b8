package dev.vigil.fhir.lane;

import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.fhir.mapping.DeviceMapper;
import dev.vigil.fhir.mapping.PatientMapper;
import dev.vigil.fhir.mapping.Subject;
import dev.vigil.fhir.sink.EncodedResource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who the patients are and what the devices, as the care team last described them, with their resources ready to go.
/// Thread-safe: one thread describes, the lanes read.
final class Referenced {

    private final ResourceEncoder encoder;
    private final boolean createPatients;
    private final Map<PatientId, Patient> patients = new ConcurrentHashMap<>();
    private final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();
    private final Map<PatientId, EncodedResource> patientResources = new ConcurrentHashMap<>();
    private final Map<DeviceId, EncodedResource> deviceResources = new ConcurrentHashMap<>();

    /// @param createPatients whether the Patient resources are ours to write
    Referenced(ResourceEncoder encoder, boolean createPatients) {
        this.encoder = encoder;
        this.createPatients = createPatients;
    }

    boolean createPatients() {
        return createPatients;
    }

    void describe(Patient patient) {
        patients.put(patient.patientId(), patient);
        patientResources.remove(patient.patientId());
    }

    void describe(Device device) {
        devices.put(device.deviceId(), device);
        deviceResources.remove(device.deviceId());
    }

    void forget(PatientId patient) {
        patients.remove(patient);
        patientResources.remove(patient);
    }

    void forget(DeviceId device) {
        devices.remove(device);
        deviceResources.remove(device);
    }

    Subject subject(PatientId patient) {
        return Subject.of(patient, patients.get(patient), createPatients);
    }

    EncodedResource patient(PatientId patient) {
        return patientResources.computeIfAbsent(patient,
                id -> encoder.encode(PatientMapper.map(id, patients.get(id))));
    }

    EncodedResource device(DeviceId device) {
        return deviceResources.computeIfAbsent(device,
                id -> encoder.encode(DeviceMapper.map(id, devices.get(id))));
    }
}
