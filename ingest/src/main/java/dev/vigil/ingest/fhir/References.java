package dev.vigil.ingest.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.id.NameBasedId;
import dev.vigil.ingest.parse.NotAReading;
import dev.vigil.ingest.parse.VirtualDevice;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a resource refers to: by identifier, by the id in a reference, or as a resource of the same Bundle or of
/// its own `contained`.
///
/// @param byFullUrl resources of the Bundle, empty for a single resource
record References(Map<String, JsonNode> byFullUrl) {

    /// The device's name, null where the Observation names none.
    @Nullable
    String deviceOf(JsonNode observation) {
        JsonNode reference = observation.path("device");
        if (reference.isMissingNode() || reference.isNull()) {
            return null;
        }
        String named = valueOf(reference, observation);
        if (named == null) {
            throw NotAReading.malformed("device", "must have an identifier, or a reference to a Device by its id");
        }
        return named;
    }

    /// The virtual device of a subject. A pseudonymous id stays readable; an identifier may be a hospital number, so
    /// only what follows from it is kept.
    String virtualDeviceOf(JsonNode observation) {
        JsonNode subject = observation.path("subject");
        JsonNode identifier = identifierOf(subject, observation);
        String value = identifier.path("value").textValue();
        if (value != null) {
            return VirtualDevice.ofIdentifier(identifier.path("system").asText(), value);
        }
        String id = idIn(subject.path("reference").textValue());
        if (id == null) {
            throw NotAReading.malformed("device", "is required, or a subject with an identifier or a reference, whose"
                    + " virtual device it is then");
        }
        return VirtualDevice.ofId(id);
    }

    /// The resource's identity: its first (or only) business identifier, else its id, else none.
    static @Nullable String identityOf(JsonNode resource) {
        JsonNode given = resource.path("identifier");
        JsonNode identifier = given.isObject() ? given : given.path(0);
        String value = identifier.path("value").textValue();
        return value == null ? resource.path("id").textValue()
                : hashed(identifier.path("system").asText(), value);
    }

    private @Nullable String valueOf(JsonNode reference, JsonNode holder) {
        String value = identifierOf(reference, holder).path("value").textValue();
        return value != null ? value : idIn(reference.path("reference").textValue());
    }

    private JsonNode identifierOf(JsonNode reference, JsonNode holder) {
        JsonNode own = reference.path("identifier");
        if (own.path("value").isTextual()) {
            return own;
        }
        String url = reference.path("reference").asText();
        JsonNode contained = url.startsWith("#") ? holder.path("contained").valueStream()
                .filter(resource -> url.substring(1).equals(resource.path("id").textValue())).findFirst()
                .orElse(own.path(0)) : own.path(0);
        return byFullUrl.getOrDefault(url, contained).path("identifier").path(0);
    }

    /// `Device/d1`, `http://ehr.example.org/fhir/Device/d1/_history/2`.
    private static @Nullable String idIn(@Nullable String url) {
        if (url == null || url.startsWith("#") || url.startsWith("urn:") || url.contains("?")) {
            return null;
        }
        String[] steps = url.replaceFirst("/_history/.*$", "").split("/");
        return steps.length >= 2 ? steps[steps.length - 1] : null;
    }

    private static String hashed(String system, String value) {
        return NameBasedId.of("observation", system.length() + ":" + system, value).toString();
    }
}
