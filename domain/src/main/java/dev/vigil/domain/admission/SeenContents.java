package dev.vigil.domain.admission;

import java.time.Instant;
import java.util.Arrays;

/// The compact memory: the contents (see [ReadingContent]) of readings that one device reported for one day, eight
/// bytes each. It follows the exact memory and lasts as long as readings are admitted.
///
/// Its bound: so many a day. What a device sends beyond it is admitted again when it is sent again after the exact
/// memory has ended; the observation then has the same id as before. Two different readings pass for the same with a
/// chance of about one in 2^50.
public final class SeenContents {

    /// One every ten seconds.
    public static final int MOST_A_DAY = 8_640;

    private final Instant keptAt;
    private final long[] sorted;

    private SeenContents(Instant keptAt, long[] sorted) {
        this.keptAt = keptAt;
        this.sorted = sorted;
    }

    public static SeenContents none() {
        return new SeenContents(Instant.EPOCH, new long[0]);
    }

    public static SeenContents of(Instant keptAt, long[] contents) {
        long[] sorted = contents.clone();
        Arrays.sort(sorted);
        return new SeenContents(keptAt, sorted);
    }

    /// When the last one was added.
    public Instant keptAt() {
        return keptAt;
    }

    public long[] contents() {
        return sorted.clone();
    }

    public int size() {
        return sorted.length;
    }

    public boolean contains(long content) {
        return Arrays.binarySearch(sorted, content) >= 0;
    }

    public SeenContents with(long content, Instant now) {
        int found = Arrays.binarySearch(sorted, content);
        if (found >= 0 || sorted.length >= MOST_A_DAY) {
            return new SeenContents(now, sorted);
        }
        int at = -found - 1;
        long[] longer = new long[sorted.length + 1];
        System.arraycopy(sorted, 0, longer, 0, at);
        longer[at] = content;
        System.arraycopy(sorted, at, longer, at + 1, sorted.length - at);
        return new SeenContents(now, longer);
    }
}
