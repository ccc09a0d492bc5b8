package dev.vigil.domain.reading;

import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import org.jspecify.annotations.Nullable;

/// An admitted measurement: the value of record beside what the device wrote.
///
/// @param doubt why it may not be trusted, null where it may
public record Measurement(Vital vital, MeasuredValue value, Original original, @Nullable Doubt doubt) {

    /// What the device wrote, kept so that nothing is lost by conversion.
    public record Original(RawValue value, @Nullable String unit) {
    }

    /// One of which no more is said than whether it may be trusted.
    public Measurement(Vital vital, MeasuredValue value, Original original, boolean questionable) {
        this(vital, value, original, questionable ? Doubt.VALUE : null);
    }

    public Measurement with(@Nullable Doubt other) {
        return new Measurement(vital, value, original, other);
    }

    /// Plausible but not trusted: kept and charted, never scored or alerted.
    public boolean questionable() {
        return doubt != null;
    }

    /// The canonical UCUM unit, null for a coded vital.
    public @Nullable String unit() {
        return vital.unit();
    }
}
