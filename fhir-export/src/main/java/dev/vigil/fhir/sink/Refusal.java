package dev.vigil.fhir.sink;

import org.jspecify.annotations.Nullable;

/// A resource that the other side refused for good.
///
/// @param status HTTP status of the refusal
/// @param reason one sentence without patient data
/// @param operationOutcome the server's own words as JSON, null where it gave none
public record Refusal(Export export, EncodedResource resource, int status, String reason,
        @Nullable String operationOutcome) {
}
