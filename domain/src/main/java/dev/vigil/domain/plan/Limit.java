package dev.vigil.domain.plan;

import java.math.BigDecimal;

/// A comparison with a number in the vital's canonical unit.
public record Limit(Comparison comparison, BigDecimal value) {

    public boolean isViolatedBy(BigDecimal measured) {
        return comparison.holds(measured, value);
    }

    public Limit withValue(BigDecimal other) {
        return new Limit(comparison, other);
    }
}
