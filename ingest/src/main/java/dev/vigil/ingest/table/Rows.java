package dev.vigil.ingest.table;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows as one thread writes them and everybody reads them: a batch shows as a whole or not at all.
final class Rows<K, V> {

    private final Map<K, V> pending = new HashMap<>();
    private volatile Map<K, V> published = Map.of();

    Map<K, V> all() {
        return published;
    }

    /// By the reading thread alone; nobody sees it before [#publish].
    void set(K key, @Nullable V value) {
        if (value == null) {
            pending.remove(key);
        } else {
            pending.put(key, value);
        }
    }

    void publish() {
        published = Map.copyOf(pending);
    }
}
