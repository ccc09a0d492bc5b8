package dev.vigil.domain.current;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The newest value of one vital, by time of measurement.
public record CurrentVital(Vital vital, MeasuredValue value, Instant takenAt, String observationId, DeviceId deviceId,
        boolean questionable) {

    public @Nullable String unit() {
        return vital.unit();
    }
}
