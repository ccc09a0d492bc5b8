package dev.vigil.fhir.rest;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a server calls our resources, kept over restarts. Needed where a server takes nothing but single resources.
/// Thread-safe.
public interface ServerIds extends AutoCloseable {

    /// @return the server's id of `Type/ourId`, null while none is known
    @Nullable
    String of(String reference);

    /// Whether it was about to be sent, and nobody knows what became of it.
    boolean isUncertain(String reference);

    /// Notes what is about to be sent, safely.
    void intend(Collection<String> references) throws InterruptedException;

    /// Notes the server's ids of `Type/ourId`, safely.
    void keep(Map<String, String> serverIds) throws InterruptedException;

    /// Returns when all that any exporter noted until now is known.
    void catchUp() throws InterruptedException;

    @Override
    void close();

    /// For servers that take our ids or can be asked.
    static ServerIds none() {
        return new ServerIds() {
            @Override
            public @Nullable String of(String reference) {
                return null;
            }

            @Override
            public boolean isUncertain(String reference) {
                return false;
            }

            @Override
            public void intend(Collection<String> references) {
                // The server itself is asked.
            }

            @Override
            public void keep(Map<String, String> serverIds) {
                // The server itself is asked.
            }

            @Override
            public void catchUp() {
                // There is nothing to know.
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
    }
}
