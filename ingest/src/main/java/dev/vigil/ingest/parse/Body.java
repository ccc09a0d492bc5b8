package dev.vigil.ingest.parse;

import dev.vigil.ingest.check.Checked;
import java.util.List;

/// What a body holds.
public sealed interface Body {

    /// Its readings in order, each accepted or refused on its own.
    record Readings(List<Checked> readings) implements Body {
    }

    /// No reading can be told from the next.
    record Unreadable(String detail) implements Body {
    }

    record TooMany(int limit) implements Body {
    }
}
