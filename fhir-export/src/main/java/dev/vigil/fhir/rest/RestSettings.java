package dev.vigil.fhir.rest;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// @param base URL of the FHIR server
/// @param mode in which it wants resources, null to go by its CapabilityStatement
/// @param createPatients whether a Patient that it does not know is ours to create
/// @param batches what it is given at once
/// @param patience how long an answer may take
public record RestSettings(URI base, @Nullable DeliveryMode mode, boolean createPatients, Batches batches,
        Duration patience, BackOff backOff) {

    /// @param mostEntries in a batch
    /// @param mostBytes in a batch, but for a single resource that is larger
    /// @param connections at once for each lane; all of a patient goes over one
    public record Batches(int mostEntries, int mostBytes, int connections) {
    }

    /// A hundred entries or a megabyte suit most servers; one that takes less says so and gets less.
    public static RestSettings of(URI base, @Nullable DeliveryMode mode, boolean createPatients) {
        return new RestSettings(base, mode, createPatients, new Batches(100, 1_000_000, 4), Duration.ofSeconds(120),
                BackOff.standard());
    }
}
