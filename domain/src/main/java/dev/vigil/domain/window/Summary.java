package dev.vigil.domain.window;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a window `[from, to)` of one vital of one patient holds.
///
/// @param stdDev population standard deviation, 4 digits more than the vital's scale
/// @param slopePerHour least-squares slope in the vital's unit per hour, null with fewer than two distinct times
/// @param isFinal the window has closed; late readings still change it, under a higher revision
public record Summary(PatientId patientId, Vital vital, WindowLength window, Instant from, Instant to, long count,
        BigDecimal mean, BigDecimal min, BigDecimal max, BigDecimal stdDev, BigDecimal first, BigDecimal last,
        @Nullable BigDecimal slopePerHour, boolean isFinal, int revision) {
}
