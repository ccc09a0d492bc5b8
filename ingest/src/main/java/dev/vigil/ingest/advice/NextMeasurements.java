package dev.vigil.ingest.advice;

import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.MeasurementRequest;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.Vital;
import dev.vigil.ingest.table.CompactedTable;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the patient beside a device is asked to measure next.
///
/// It says something of a patient, so it is told only to a sender whose credential covers the device, about a reading
/// that was taken just now, where the device has exactly one patient now; and no more than the name of one vital is
/// told. Nothing waits for it: where the tables have not been read, nothing is asked for. Thread-safe.
public final class NextMeasurements implements AutoCloseable {

    private final CompactedTable<DeviceId, Device> devices;
    private final CompactedTable<PatientId, MeasurementRequest> requests;

    private NextMeasurements(CompactedTable<DeviceId, Device> devices,
            CompactedTable<PatientId, MeasurementRequest> requests) {
        this.devices = devices;
        this.requests = requests;
    }

    /// Returns at once, with or without Kafka.
    public static NextMeasurements open(KafkaConnection kafka, MeterRegistry registry) {
        return new NextMeasurements(CompactedTable.start(Topics.DEVICES, kafka, registry),
                CompactedTable.start(Topics.REQUESTS, kafka, registry));
    }

    /// @param reading that was accepted at a door where its sender's credential was checked; its gateway is the
    ///     credential's name
    public Optional<Vital> after(Reading reading) {
        return reading.gateway() == null || !Advice.isRecent(reading) ? Optional.empty()
                : patientOf(reading).map(requests::get).map(MeasurementRequest::vital);
    }

    private Optional<PatientId> patientOf(Reading reading) {
        Device device = devices.get(reading.deviceId());
        Set<PatientId> patients = device == null ? Set.of() : device.assignments().stream()
                .filter(assignment -> assignment.covers(reading.receivedAt()))
                .map(assignment -> assignment.patientId()).collect(Collectors.toSet());
        return patients.size() == 1 ? patients.stream().findFirst() : Optional.empty();
    }

    @Override
    public void close() {
        requests.close();
        devices.close();
    }
}
