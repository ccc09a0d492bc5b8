package dev.vigil.app.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/// Measured durations, told by percentile.
public record Percentiles(long[] sortedNanos) {

    public static Percentiles of(Collection<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    public int count() {
        return sortedNanos.length;
    }

    /// The nearest rank: at least that share of the durations is no longer.
    public Duration at(double percent) {
        if (sortedNanos.length == 0) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
        return Duration.ofNanos(sortedNanos[Math.max(0, rank - 1)]);
    }

    @Override
    public String toString() {
        return "p50 %d ms, p90 %d ms, p99 %d ms, max %d ms (%,d measured)".formatted(at(50).toMillis(),
                at(90).toMillis(), at(99).toMillis(), at(100).toMillis(), count());
    }
}
