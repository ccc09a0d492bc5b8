package dev.vigil.domain.admission;

import dev.vigil.domain.id.ReadingId;
import org.jspecify.annotations.Nullable;

/// What is remembered of one device's readings, to be asked while something is decided.
@FunctionalInterface
public interface ReadingsInMind {

    /// Of a device of which nothing is remembered.
    ReadingsInMind NONE = any -> null;

    /// Null where the reading is not remembered.
    @Nullable
    RememberedReading find(ReadingId reading);
}
