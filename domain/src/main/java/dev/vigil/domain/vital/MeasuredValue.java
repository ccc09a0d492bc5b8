package dev.vigil.domain.vital;

import java.math.BigDecimal;

/// A value of record: canonical unit, the vital's fixed scale. Everything downstream derives from it.
public sealed interface MeasuredValue {

    /// A number in the vital's canonical unit.
    record Quantity(BigDecimal value) implements MeasuredValue {
    }

    /// A level of consciousness.
    record Level(Consciousness level) implements MeasuredValue {
    }
}
