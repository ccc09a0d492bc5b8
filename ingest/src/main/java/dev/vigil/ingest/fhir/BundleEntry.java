package dev.vigil.ingest.fhir;

import com.fasterxml.jackson.databind.JsonNode;

/// One entry of a Bundle, by what is done with it.
sealed interface BundleEntry {

    /// To become a reading.
    record OfReading(ReadingResource kind, JsonNode resource) implements BundleEntry {
    }

    /// A patient or device that readings refer to: read for its identifiers, not kept.
    record ReferredTo() implements BundleEntry {
    }

    record NotTaken(String reason) implements BundleEntry {
    }
}
