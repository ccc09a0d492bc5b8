package dev.vigil.wire.json;

import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import org.jspecify.annotations.Nullable;

/// A measurement with its unit, which follows from the vital and is ignored when read. That it is questionable says
/// enough for most readers, and all that an earlier release wrote.
record MeasurementJson(Vital vital, MeasuredValue value, Measurement.Original original, boolean questionable,
        @Nullable Doubt doubt, @Nullable String unit) {

    static MeasurementJson of(Measurement measurement) {
        return new MeasurementJson(measurement.vital(), measurement.value(), measurement.original(),
                measurement.questionable(), measurement.doubt(), measurement.unit());
    }

    Measurement toMeasurement() {
        return doubt == null ? new Measurement(vital, value, original, questionable)
                : new Measurement(vital, value, original, doubt);
    }
}
