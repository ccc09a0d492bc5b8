package dev.vigil.alerts.view;

import dev.vigil.domain.vital.MeasuredValue;
import java.time.Instant;

/// One measurement on a chart.
public record Point(Instant takenAt, MeasuredValue value, boolean questionable) {
}
