package dev.vigil.fhir.rest;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Whether a lone 403 speaks of one record or of our credential. For each that the server takes of a type, one that it
/// forbids may be set aside: so a sealed record holds up nobody, and a credential that holds no more sets aside one
/// record of a type and then stops the lane. Thread-safe.
final class Permissions {

    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    void taken(Outgoing stored) {
        taken.add(stored.resource().type());
    }

    boolean letsOthersIn(Outgoing forbidden) {
        return taken.contains(forbidden.resource().type());
    }

    void barred(Outgoing forbidden) {
        taken.remove(forbidden.resource().type());
    }
}
