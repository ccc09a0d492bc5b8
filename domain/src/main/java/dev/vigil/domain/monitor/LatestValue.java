package dev.vigil.domain.monitor;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.signal.Evidence;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The newest value of a vital, with where it came from.
public record LatestValue(MeasuredValue value, Instant takenAt, String observationId, DeviceId deviceId,
        @Nullable String gateway, boolean questionable) {

    static LatestValue of(Observation observation, Measurement measurement) {
        return new LatestValue(measurement.value(), observation.takenAt(), observation.id(), observation.deviceId(),
                observation.gateway(), measurement.questionable());
    }

    static LatestValue of(HistoryPoint point) {
        return new LatestValue(point.value(), point.takenAt(), point.observationId(), point.deviceId(),
                point.gateway(), point.questionable());
    }

    /// Of one instant the greater observation id is the newer, so that order of arrival cannot change a result; a new
    /// revision of the same observation replaces it.
    boolean supersedes(@Nullable LatestValue other) {
        if (other == null) {
            return true;
        }
        int order = takenAt.compareTo(other.takenAt);
        return order > 0 || (order == 0 && observationId.compareTo(other.observationId) >= 0);
    }

    Evidence evidence(Vital vital) {
        return new Evidence(vital, value, takenAt, observationId);
    }
}
