package dev.vigil.domain.window;

import dev.vigil.domain.vital.Vital;

/// What a rule may ask of a window.
public enum Statistic {
    COUNT("count"),
    MEAN("mean"),
    MIN("min"),
    MAX("max"),
    STD_DEV("stdDev"),
    FIRST("first"),
    LAST("last"),
    SLOPE_PER_HOUR("slopePerHour"),
    /// Standard deviation over mean, in percent.
    COEFFICIENT_OF_VARIATION("coefficientOfVariation"),
    /// The share of the readings inside the vital's target range, in percent; the others alike.
    IN_RANGE("inRange"),
    BELOW_RANGE("belowRange"),
    VERY_LOW("veryLow"),
    ABOVE_RANGE("aboveRange"),
    VERY_HIGH("veryHigh");

    private final String key;

    Statistic(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    /// Whether it can be asked of such a vital.
    public boolean isOf(Vital vital) {
        return switch (this) {
            case COUNT, MEAN, MIN, MAX, STD_DEV, FIRST, LAST, SLOPE_PER_HOUR, COEFFICIENT_OF_VARIATION -> true;
            case IN_RANGE, BELOW_RANGE, VERY_LOW, ABOVE_RANGE, VERY_HIGH -> vital.targetRange() != null;
        };
    }
}
