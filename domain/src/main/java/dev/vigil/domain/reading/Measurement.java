package dev.vigil.domain.reading;

import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import org.jspecify.annotations.Nullable;

/// An admitted measurement: the value of record beside what the device wrote.
///
/// @param questionable plausible but outside the trusted range: kept and charted, never scored or alerted
public record Measurement(Vital vital, MeasuredValue value, Original original, boolean questionable) {

    /// What the device wrote, kept so that nothing is lost by conversion.
    public record Original(RawValue value, @Nullable String unit) {
    }

    /// The canonical UCUM unit, null for a coded vital.
    public @Nullable String unit() {
        return vital.unit();
    }
}
