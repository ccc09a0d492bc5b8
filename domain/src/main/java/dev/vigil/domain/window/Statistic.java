package dev.vigil.domain.window;

/// What a rule may ask of a window.
public enum Statistic {
    COUNT("count"),
    MEAN("mean"),
    MIN("min"),
    MAX("max"),
    STD_DEV("stdDev"),
    FIRST("first"),
    LAST("last"),
    SLOPE_PER_HOUR("slopePerHour");

    private final String key;

    Statistic(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }
}
