package dev.vigil.fhir.rest;

import java.net.URI;

/// @param base URL of the FHIR server
/// @param mostEntries in a batch
/// @param mostBytes in a batch, but for a single resource that is larger
public record RestSettings(URI base, int mostEntries, int mostBytes, BackOff backOff) {

    /// A hundred entries or a megabyte suit most servers; one that takes less answers 413 and gets halves.
    public static RestSettings of(URI base) {
        return new RestSettings(base, 100, 1_000_000, BackOff.standard());
    }
}
