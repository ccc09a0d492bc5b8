package dev.vigil.fhir.rest;

import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Refusal;
import org.jspecify.annotations.Nullable;

/// A resource on its way, with the record it is there for.
///
/// @param looks how often it was looked for in vain since it was sent
/// @param underTheirId whether it goes without our id, to see whether that is what the server refuses
record Outgoing(Export export, EncodedResource resource, Look look, int looks, boolean underTheirId) {

    Outgoing(Export export, EncodedResource resource, Look look) {
        this(export, resource, look, 0, false);
    }

    Outgoing(Export export, EncodedResource resource) {
        this(export, resource, Look.NOT);
    }

    Outgoing looking(Look when) {
        return when == look ? this : looked(when, 0);
    }

    Outgoing lookedInVain() {
        return looked(look, looks + 1);
    }

    Outgoing sent() {
        return looks == 0 ? this : looked(look, 0);
    }

    Outgoing looked(Look when, int inVain) {
        return new Outgoing(export, resource, when, inVain, underTheirId);
    }

    Outgoing underTheirId(boolean trial) {
        return trial == underTheirId ? this : new Outgoing(export, resource, Look.BEFORE, 0, trial);
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
