package dev.vigil.domain.vital;

import java.math.BigDecimal;

/// A closed range in a vital's canonical unit.
public record ValueRange(BigDecimal low, BigDecimal high) {

    public ValueRange {
        if (low.compareTo(high) > 0) {
            throw new IllegalArgumentException("range is empty: " + low + " to " + high);
        }
    }

    static ValueRange of(String low, String high) {
        return new ValueRange(new BigDecimal(low), new BigDecimal(high));
    }

    public boolean contains(BigDecimal value) {
        return low.compareTo(value) <= 0 && value.compareTo(high) <= 0;
    }

    @Override
    public String toString() {
        return low.toPlainString() + " to " + high.toPlainString();
    }
}
