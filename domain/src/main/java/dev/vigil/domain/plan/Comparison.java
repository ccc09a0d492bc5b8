package dev.vigil.domain.plan;

import java.math.BigDecimal;

/// How a value is held against a limit.
public enum Comparison {
    BELOW("below", "below"), ABOVE("above", "above"), AT_MOST("atMost", "at most"), AT_LEAST("atLeast", "at least");

    private final String key;
    private final String words;

    Comparison(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /// The field's name in a plan file.
    public String key() {
        return key;
    }

    /// As an explanation says it: "at least".
    public String words() {
        return words;
    }

    public boolean holds(BigDecimal value, BigDecimal limit) {
        int order = value.compareTo(limit);
        return switch (this) {
            case BELOW -> order < 0;
            case ABOVE -> order > 0;
            case AT_MOST -> order <= 0;
            case AT_LEAST -> order >= 0;
        };
    }
}
