package dev.vigil.streams.monitoring;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Told of kept records that cannot be read; whoever reads goes on without them.
interface Damage {

    void found(String store, String key, byte[] bytes, RuntimeException why);

    /// @return null where the bytes cannot be read
    default <T> @Nullable T readable(String store, String key, byte[] bytes, Supplier<T> decoded) {
        try {
            return decoded.get();
        } catch (RuntimeException e) { // whatever bytes can make a constructor throw
            found(store, key, bytes, e);
            return null;
        }
    }
}
