package dev.vigil.ingest.table;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What follows from a picture of the rows, kept as long as the picture stands. Thread-safe.
final class Derived<K, V, T> implements Supplier<T> {

    private final Supplier<Map<K, V>> rows;
    private final Function<Map<K, V>, T> derivation;
    private volatile @Nullable Known<K, V, T> known;

    private record Known<K, V, T>(Map<K, V> from, T result) {

        /// One picture is one object: to compare all rows would cost each request.
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(Map<K, V> rows) {
            return from == rows;
        }
    }

    Derived(Supplier<Map<K, V>> rows, Function<Map<K, V>, T> derivation) {
        this.rows = rows;
        this.derivation = derivation;
    }

    @Override
    public T get() {
        Map<K, V> now = rows.get();
        Known<K, V, T> last = known;
        return last != null && last.isOf(now) ? last.result() : derive();
    }

    /// Once for a change, however many ask at the same moment.
    private synchronized T derive() {
        Map<K, V> now = rows.get();
        Known<K, V, T> last = known;
        if (last != null && last.isOf(now)) {
            return last.result();
        }
        T result = derivation.apply(now);
        known = new Known<>(now, result);
        return result;
    }
}
