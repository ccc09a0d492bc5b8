package dev.vigil.fhir.sink;

import java.util.Optional;

/// Where resources go. Thread-safe: each lane delivers on its own thread.
public interface Sink extends AutoCloseable {

    /// Keeps a lane's exports, in their order. Returns when each resource is kept or refused for good or its patient is
    /// not known, however long the other side is away; a resend of what it has is a no-op.
    ///
    /// @throws InterruptedException when asked to stop; what was not kept comes again after the next start
    Delivered deliver(Parcel parcel) throws InterruptedException;

    /// Whether a critical parcel arrives before others that wait. Where all is written in the order of its offsets it
    /// cannot.
    default boolean letsCriticalPass() {
        return false;
    }

    /// Why nothing can be delivered right now, for `/health/ready`.
    Optional<String> problem();

    @Override
    void close();
}
