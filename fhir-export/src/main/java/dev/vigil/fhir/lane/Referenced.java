package dev.vigil.fhir.lane;

import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.mapping.Charting;
import dev.vigil.fhir.mapping.DeviceMapper;
import dev.vigil.fhir.mapping.DeviceMetricMapper;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.PatientMapper;
import dev.vigil.fhir.mapping.Subject;
import dev.vigil.fhir.sink.EncodedResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who the patients are and what the devices, as the care team last described them, with their resources ready to go.
/// Thread-safe: one thread describes, the lanes read.
final class Referenced {

    private final ResourceEncoder encoder;
    private final Charts charts;
    private final Map<PatientId, Patient> patients = new ConcurrentHashMap<>();
    private final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();
    private final DeviceUses uses;
    private final Map<DeviceMetricKey, Optional<EncodedResource>> metricResources = new ConcurrentHashMap<>();
    private final Map<PatientId, Subject> subjects = new ConcurrentHashMap<>();
    private final Map<PatientId, EncodedResource> patientResources = new ConcurrentHashMap<>();
    private final Map<DeviceId, EncodedResource> deviceResources = new ConcurrentHashMap<>();

    Referenced(ResourceEncoder encoder, Charts charts) {
        this.encoder = encoder;
        this.charts = charts;
        this.uses = new DeviceUses(encoder);
    }

    void describe(Patient patient) {
        patients.put(patient.patientId(), patient);
        subjects.remove(patient.patientId());
        patientResources.remove(patient.patientId());
    }

    void describe(Device device) {
        devices.put(device.deviceId(), device);
        uses.describe(device);
        deviceResources.remove(device.deviceId());
    }

    void forget(PatientId patient) {
        patients.remove(patient);
        subjects.remove(patient);
        patientResources.remove(patient);
    }

    void forget(DeviceId device) {
        devices.remove(device);
        uses.forget(device);
        deviceResources.remove(device);
    }

    Flavour flavour() {
        return charts.flavour();
    }

    Charts charts() {
        return charts;
    }

    /// What the patient's chart asks of a reading taken at a time.
    Charting charting(PatientId patient, Instant takenAt) {
        return charts.charting(patients.get(patient), takenAt);
    }

    /// Which devices are and were the patient's.
    List<EncodedResource> uses(PatientId patient, Instant now) {
        return uses.of(subject(patient), now);
    }

    /// What the device of a reading can measure, as far as the reading shows it.
    List<EncodedResource> metrics(Observation reading) {
        return reading.measurements().stream().map(Measurement::vital).distinct()
                .flatMap(vital -> metric(reading.deviceId(), vital).stream()).toList();
    }

    private Optional<EncodedResource> metric(DeviceId device, Vital vital) {
        return metricResources.computeIfAbsent(new DeviceMetricKey(device, vital),
                key -> DeviceMetricMapper.map(device, vital).map(encoder::encode));
    }

    Subject subject(PatientId patient) {
        return subjects.computeIfAbsent(patient, id -> Subject.of(id, patients.get(id), true));
    }

    EncodedResource patient(PatientId patient) {
        return patientResources.computeIfAbsent(patient,
                id -> encoder.encode(PatientMapper.map(id, patients.get(id), charts.flavour())));
    }

    EncodedResource device(DeviceId device) {
        return deviceResources.computeIfAbsent(device,
                id -> encoder.encode(DeviceMapper.map(id, devices.get(id))));
    }

    private record DeviceMetricKey(DeviceId device, Vital vital) {
    }
}
