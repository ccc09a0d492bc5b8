package dev.vigil.fhir.mapping;

import dev.vigil.domain.reading.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;

/// What a device's clock showed when its reading was received, in the shape of the Personal Health Device guide's
/// coincident time stamp: from it, a corrected time of measurement can be judged and undone. Only where the clock was
/// corrected.
final class ClockMapper {

    private ClockMapper() {
    }

    static Optional<org.hl7.fhir.r4.model.Observation> map(Charted charted) {
        return offset(charted.reading()).map(offset -> map(charted, offset));
    }

    /// The time stamp that a reading's Observations were corrected by.
    static Optional<String> idFor(Observation reading) {
        return offset(reading).map(offset -> ResourceIds.ofClock(reading.id()));
    }

    private static org.hl7.fhir.r4.model.Observation map(Charted charted, Duration offset) {
        Observation reading = charted.reading();
        var resource = ObservationFrame.identified(ResourceIds.ofClock(reading.id()));
        Instant shown = reading.receivedAt().minus(offset);
        resource.setStatus(ObservationFrame.status(reading)).setSubject(charted.subject().reference())
                .setDevice(ObservationFrame.device(reading.deviceId()))
                .setCode(new CodeableConcept(Codes.mdc("67975", "MDC_ATTR_TIME_ABS"))
                        .setText("Device clock at the time of receipt"))
                .setEffective(WrittenTimes.dateTime(reading.receivedAt()))
                .setValue(WrittenTimes.dateTime(shown));
        ObservationFrame.gateway(reading).ifPresent(resource::addExtension);
        return resource;
    }

    private static Optional<Duration> offset(Observation reading) {
        Duration offset = reading.clockOffset();
        return offset == null || offset.isZero() || reading.deviceTakenAt() == null ? Optional.empty()
                : Optional.of(offset);
    }
}
