package dev.vigil.fhir.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.wire.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// By what a resource of ours is found on a server that gives the ids: its identifier of our own system, or where its
/// type has none, a tag.
///
/// @param parameter of a search
/// @param token system and value
record Match(String parameter, String token) {

    private static final String OURS = "urn:vigil:";

    static Match of(EncodedResource resource) {
        return ours(tree(resource)).orElseGet(() -> new Match("_tag", EncodedResource.ID_TAG + "|" + resource.id()));
    }

    static Optional<Match> ours(JsonNode resource) {
        return StreamSupport.stream(resource.path("identifier").spliterator(), false)
                .filter(identifier -> identifier.path("system").asText().startsWith(OURS)).findFirst()
                .map(identifier -> new Match("identifier", identifier.path("system").asText() + "|"
                        + identifier.path("value").asText()));
    }

    static JsonNode tree(EncodedResource resource) {
        try {
            return Json.mapper().readTree(resource.json());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("what we encoded is JSON", e);
        }
    }

    /// Whether a resource that was found is the one.
    boolean isOf(JsonNode found) {
        JsonNode tokens = parameter.equals("_tag") ? found.path("meta").path("tag") : found.path("identifier");
        String value = parameter.equals("_tag") ? "code" : "value";
        return StreamSupport.stream(tokens.spliterator(), false)
                .anyMatch(each -> token.equals(each.path("system").asText() + "|" + each.path(value).asText()));
    }

    /// As one of several values of its parameter.
    static String escaped(String token) {
        int bar = token.indexOf('|');
        String value = token.substring(bar + 1).replace("\\", "\\\\").replace(",", "\\,").replace("$", "\\$")
                .replace("|", "\\|");
        return token.substring(0, bar + 1) + value;
    }

    String query() {
        return parameter + "=" + URLEncoder.encode(escaped(token), StandardCharsets.UTF_8);
    }
}
