package dev.vigil.fhir.rest;

import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Refusal;
import org.jspecify.annotations.Nullable;

/// A resource on its way, with the record it is there for.
///
/// @param looks how often it was looked for in vain since it was sent
record Outgoing(Export export, EncodedResource resource, Look look, int looks) {

    Outgoing(Export export, EncodedResource resource, Look look) {
        this(export, resource, look, 0);
    }

    Outgoing(Export export, EncodedResource resource) {
        this(export, resource, Look.NOT);
    }

    Outgoing looking(Look when) {
        return when == look ? this : new Outgoing(export, resource, when);
    }

    Outgoing lookedInVain() {
        return new Outgoing(export, resource, look, looks + 1);
    }

    Outgoing sent() {
        return looks == 0 ? this : new Outgoing(export, resource, look);
    }

    String reference() {
        return resource.reference();
    }

    /// Whether others refer to it, so that it goes first.
    boolean isReference() {
        return export.references().contains(resource);
    }

    Refusal refused(int status, String reason, @Nullable String operationOutcome) {
        return new Refusal(export, resource, status, reason, operationOutcome);
    }
}
