package dev.vigil.ingest.check;

import java.math.BigDecimal;

/// What stands where a single value belongs, before it is known to be the right kind of value.
public sealed interface Scalar {

    record Text(String value) implements Scalar {
    }

    record Number(BigDecimal value) implements Scalar {
    }

    /// @param kind for a person: `an object`, `a number of more than 30 digits`
    record Other(String kind) implements Scalar {
    }
}
