package dev.vigil.domain.history;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Point;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One measurement as it is kept. One that was withdrawn stays as that, so that it is known when it comes again.
///
/// @param revision of the observation that it was told by
/// @param withdrawn it does not hold any more
public record HistoryPoint(Vital vital, Instant takenAt, String observationId, int revision, MeasuredValue value,
        boolean questionable, boolean withdrawn, DeviceId deviceId, @Nullable String gateway) {

    /// It may be scored and is part of windows.
    public boolean counts() {
        return !withdrawn && !questionable;
    }

    /// Of a number, as panes keep it.
    public Optional<Point> point() {
        return value instanceof MeasuredValue.Quantity quantity
                ? Optional.of(Point.of(vital, takenAt, quantity.value()))
                : Optional.empty();
    }

    /// In order of time; of one instant by observation, so that the order of arrival cannot matter.
    public boolean isBefore(HistoryPoint other) {
        int order = takenAt.compareTo(other.takenAt);
        return order < 0 || (order == 0 && observationId.compareTo(other.observationId) < 0);
    }
}
