package dev.vigil.wire.mapping;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a single value comes from.
public sealed interface Source {

    /// The same for every message.
    record Constant(String value) implements Source {
    }

    /// @param translation of the vendor's words; empty where they are ours, else a word without one is refused
    /// @param prefix put before a text
    /// @param times what a number is multiplied by, null where it is as it should be
    /// @param number whether a text that is a number is meant as one
    record At(JsonPath path, Map<String, String> translation, String prefix, @Nullable BigDecimal times,
            boolean number) implements Source {

        public At {
            translation = Map.copyOf(translation);
        }
    }
}
