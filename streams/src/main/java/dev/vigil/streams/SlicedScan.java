package dev.vigil.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Goes through a whole store a slice at a time, so that no reading waits for it, and rests after each round.
public final class SlicedScan<K, V> {

    private final Ranges<K, V> store;
    private final int slice;
    private final Duration rest;
    private @Nullable K next;
    private Instant resumeAt = Instant.MIN;

    /// What can be gone through from a key on.
    public interface Ranges<K, V> {
        /// Both ends included; null is no end.
        KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to);
    }

    public SlicedScan(KeyValueStore<K, V> store, int slice, Duration rest) {
        this((Ranges<K, V>) store::range, slice, rest);
    }

    public SlicedScan(Ranges<K, V> store, int slice, Duration rest) {
        this.store = store;
        this.slice = slice;
        this.rest = rest;
    }

    /// The visitor may delete what it is shown.
    public void slice(Instant now, Consumer<KeyValue<K, V>> visitor) {
        if (now.isBefore(resumeAt)) {
            return;
        }
        try (KeyValueIterator<K, V> entries = store.range(next, null)) {
            next = null;
            for (int looked = 0; entries.hasNext(); looked++) {
                KeyValue<K, V> entry = entries.next();
                if (looked == slice) {
                    next = entry.key;
                    return;
                }
                visitor.accept(entry);
            }
        }
        resumeAt = now.plus(rest);
    }
}
