package dev.vigil.domain.reading;

import dev.vigil.domain.vital.RawValue;
import org.jspecify.annotations.Nullable;

/// One measurement as the device wrote it: vital and unit are still text, nothing is believed yet.
public record RawMeasurement(String vital, RawValue value, @Nullable String unit) {
}
