package dev.vigil.domain.admission;

import dev.vigil.domain.id.ReadingId;
import java.time.Instant;

/// That a device weighed somebody: where to look for what it said.
public record Weighing(Instant takenAt, ReadingId readingId) implements Comparable<Weighing> {

    @Override
    public int compareTo(Weighing other) {
        int order = takenAt.compareTo(other.takenAt);
        return order != 0 ? order : readingId.value().compareTo(other.readingId.value());
    }
}
