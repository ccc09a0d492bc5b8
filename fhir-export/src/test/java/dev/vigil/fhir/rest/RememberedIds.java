package dev.vigil.fhir.rest;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A server's ids, for as long as the test runs.
final class RememberedIds implements ServerIds {

    private static final String UNCERTAIN = "";

    private final Map<String, String> ids = new ConcurrentHashMap<>();

    @Override
    public @Nullable String of(String reference) {
        String id = ids.get(reference);
        return UNCERTAIN.equals(id) ? null : id;
    }

    @Override
    public boolean isUncertain(String reference) {
        return UNCERTAIN.equals(ids.get(reference));
    }

    @Override
    public void intend(Collection<String> references) {
        references.forEach(reference -> ids.put(reference, UNCERTAIN));
    }

    @Override
    public void keep(Map<String, String> serverIds) {
        ids.putAll(serverIds);
    }

    /// As a crash leaves it: what was sent last is uncertain.
    void crash() {
        ids.replaceAll((reference, id) -> UNCERTAIN);
    }

    @Override
    public void catchUp() {
        // All is here.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
