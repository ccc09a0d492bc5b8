package dev.vigil.domain.vital;

import java.math.BigDecimal;

/// A value as the device wrote it, before anything is known of its vital or unit.
public sealed interface RawValue {

    /// An exact decimal, never through binary floating point.
    record Decimal(BigDecimal value) implements RawValue {
    }

    /// A code, such as a letter of ACVPU.
    record Text(String value) implements RawValue {
    }
}
