package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.sink.EncodedResource;
import org.jspecify.annotations.Nullable;

/// A resource of ours as the server has it.
///
/// @param version null where the server has none
record Present(String serverId, @Nullable String version, JsonNode resource) {

    static Present of(JsonNode resource) {
        return new Present(resource.path("id").asText(),
                resource.path("meta").path("versionId").asText(null), resource);
    }

    long revision() {
        return EncodedResource.revisionOf(resource);
    }
}
