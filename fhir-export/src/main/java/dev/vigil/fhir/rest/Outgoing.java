package dev.vigil.fhir.rest;

import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Refusal;
import org.jspecify.annotations.Nullable;

/// A resource on its way, with the record it is there for.
record Outgoing(Export export, EncodedResource resource, Look look) {

    Outgoing(Export export, EncodedResource resource) {
        this(export, resource, Look.NOT);
    }

    Outgoing looking(Look when) {
        return when == look ? this : new Outgoing(export, resource, when);
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
