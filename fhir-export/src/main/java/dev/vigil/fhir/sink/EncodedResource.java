package dev.vigil.fhir.sink;

import com.fasterxml.jackson.databind.JsonNode;

/// A resource as it goes out.
///
/// @param json on one line, beginning with its type and its id
/// @param revision 0 at first; a higher one replaces a lower one, wherever it is, and is told in an extension
/// @param withdrawal whether it says of an older one that it is an error, and nothing else
public record EncodedResource(String type, String id, String json, long revision, boolean withdrawal) {

    /// URL of the extension that tells a revision above 0.
    public static final String REVISION = "urn:vigil:revision";

    /// System of the tag that tells our id where a type has no identifier.
    public static final String ID_TAG = "urn:vigil:id";

    public EncodedResource(String type, String id, String json) {
        this(type, id, json, 0, false);
    }

    public EncodedResource(String type, String id, String json, long revision) {
        this(type, id, json, revision, false);
    }

    public EncodedResource asWithdrawal() {
        return new EncodedResource(type, id, json, revision, true);
    }

    /// The revision that a resource tells.
    public static long revisionOf(JsonNode resource) {
        for (JsonNode extension : resource.path("extension")) {
            if (extension.path("url").asText().equals(REVISION)) {
                return extension.path("valueString").asLong();
            }
        }
        return 0;
    }

    /// `Observation/4d79…`: equal for two versions of one resource.
    public String reference() {
        return type + "/" + id;
    }

    /// Patient data stays out of logs.
    @Override
    public String toString() {
        return reference();
    }
}
