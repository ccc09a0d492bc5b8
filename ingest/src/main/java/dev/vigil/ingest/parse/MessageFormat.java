package dev.vigil.ingest.parse;

import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import java.util.function.Function;

/// How the bytes of one message become readings. Pure; whatever the bytes are, the answer is a value.
@FunctionalInterface
public interface MessageFormat {

    /// @param check asked once for each draft, in the order of the message
    Body read(byte[] message, Function<Draft, Checked> check);
}
