package dev.vigil.app.replay;

import java.util.Map;
import java.util.TreeMap;

/// What became of each row of the recordings before anything was pushed. Not thread-safe.
public final class RowCount {

    private long rows;
    private long readings;
    private long measurements;
    private final Map<String, Long> leftOut = new TreeMap<>();

    void row() {
        rows++;
    }

    void reading(int ofMeasurements) {
        readings++;
        measurements += ofMeasurements;
    }

    /// A row, or one cell of it, that does not become a measurement.
    public void leaveOut(String why) {
        leftOut.merge(why, 1L, Long::sum);
    }

    public long rows() {
        return rows;
    }

    public long readings() {
        return readings;
    }

    public long measurements() {
        return measurements;
    }

    /// Reason to count, such as `cell not measured`.
    public Map<String, Long> leftOut() {
        return Map.copyOf(leftOut);
    }
}
