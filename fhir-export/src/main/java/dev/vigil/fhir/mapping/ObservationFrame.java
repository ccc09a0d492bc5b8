package dev.vigil.fhir.mapping;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Observation;
import java.time.Duration;
import java.util.Optional;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;

/// What every Observation of one admitted reading says alike: whose, from which device, when, and how far that time was
/// corrected.
final class ObservationFrame {

    private static final String GATEWAY = "http://hl7.org/fhir/StructureDefinition/observation-gatewayDevice";

    private ObservationFrame() {
    }

    static org.hl7.fhir.r4.model.Observation of(Charted charted, String id) {
        Observation reading = charted.reading();
        var resource = identified(id);
        resource.setStatus(status(reading)).setSubject(charted.subject().reference())
                .setDevice(device(reading.deviceId())).setEffective(WrittenTimes.dateTime(reading.takenAt()))
                .setIssuedElement(WrittenTimes.instant(reading.admittedAt()));
        gateway(reading).ifPresent(resource::addExtension);
        if (charted.charting().flavour() == Flavour.US_CORE) {
            resource.addPerformer(charted.subject().reference());
        }
        if (reading.late()) {
            resource.getMeta().addTag(Codes.TAG_SYSTEM, "late", "Received after it could be acted on");
        }
        noteClock(resource, reading);
        return resource;
    }

    /// What passed the reading on, which is not what measured it.
    static Optional<Extension> gateway(Observation reading) {
        return Optional.ofNullable(reading.gateway())
                .map(gateway -> new Extension(GATEWAY, Codes.logical("Device", Codes.GATEWAY_SYSTEM, gateway)));
    }

    static org.hl7.fhir.r4.model.Observation identified(String id) {
        var resource = new org.hl7.fhir.r4.model.Observation();
        resource.setId(id);
        return resource.addIdentifier(Codes.identifier(Codes.OBSERVATION_SYSTEM, id));
    }

    /// The sensor, not the gateway.
    static Reference device(DeviceId device) {
        return Codes.logical("Device", Codes.DEVICE_SYSTEM, device.value())
                .setReference("Device/" + ResourceIds.ofDevice(device));
    }

    static ObservationStatus status(Observation reading) {
        return switch (reading.status()) {
            case FINAL -> isEarly(reading) ? ObservationStatus.PRELIMINARY : ObservationStatus.FINAL;
            case AMENDED -> ObservationStatus.AMENDED;
            case ENTERED_IN_ERROR -> ObservationStatus.ENTEREDINERROR;
        };
    }

    /// What its device calls an early estimate, all of it.
    private static boolean isEarly(Observation reading) {
        return reading.measurements().stream().anyMatch(measurement -> measurement.doubt() == Doubt.EARLY);
    }

    /// A corrected time stands beside the device's own, so that the correction can be judged and undone.
    private static void noteClock(org.hl7.fhir.r4.model.Observation resource, Observation reading) {
        Duration offset = reading.clockOffset();
        if (offset != null && !offset.isZero() && reading.deviceTakenAt() != null) {
            resource.addNote(new Annotation().setText(
                    "Device clock read " + reading.deviceTakenAt() + "; corrected by " + offset));
        }
        ClockMapper.idFor(reading).ifPresent(
                id -> resource.addDerivedFrom(Codes.logical("Observation", Codes.OBSERVATION_SYSTEM, id)));
    }
}
