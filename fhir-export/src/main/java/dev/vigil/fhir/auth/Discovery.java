package dev.vigil.fhir.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.rest.AuthorizationFailed;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Asks a FHIR server where its tokens come from: its SMART configuration, or where it has none, what its
/// CapabilityStatement says in the older extension.
final class Discovery {

    private static final String OAUTH_URIS = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String base;

    Discovery(HttpClient http, URI base) {
        String text = base.toString();
        this.http = http;
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /// @param algorithms by which it takes assertions, empty where it does not say
    record Found(URI tokenUrl, List<String> algorithms) {

        Found {
            algorithms = List.copyOf(algorithms);
        }
    }

    Found find() throws IOException, InterruptedException {
        Optional<Found> found = get("/.well-known/smart-configuration", "application/json").flatMap(Discovery::smart);
        if (found.isEmpty()) {
            found = get("/metadata", "application/fhir+json").flatMap(Discovery::older);
        }
        return found.orElseThrow(() -> AuthorizationFailed.refused(
                "the FHIR server names no token endpoint: set fhir.auth.tokenUrl"));
    }

    static Optional<Found> smart(JsonNode configuration) {
        List<String> algorithms = StreamSupport.stream(
                configuration.path("token_endpoint_auth_signing_alg_values_supported").spliterator(), false)
                .map(JsonNode::asText).toList();
        return uri(configuration.path("token_endpoint")).map(url -> new Found(url, algorithms));
    }

    static Optional<Found> older(JsonNode capabilities) {
        return StreamSupport.stream(capabilities.path("rest").spliterator(), false)
                .flatMap(rest -> extensions(rest.path("security"), OAUTH_URIS))
                .flatMap(uris -> extensions(uris, "token")).flatMap(token -> uri(token.path("valueUri")).stream())
                .findFirst().map(url -> new Found(url, List.of()));
    }

    private static Stream<JsonNode> extensions(JsonNode element, String url) {
        return StreamSupport.stream(element.path("extension").spliterator(), false)
                .filter(extension -> extension.path("url").asText().equals(url));
    }

    /// What is not there, or is no JSON, is nothing; a server in trouble is asked again later.
    private Optional<JsonNode> get(String path, String accept) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE)
                .header("Accept", accept).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() >= 500 || response.statusCode() == 429) {
            throw AuthorizationFailed.forNow("the FHIR server answers " + response.statusCode()
                    + " when asked for its token endpoint");
        }
        try {
            return response.statusCode() == 200 ? Optional.ofNullable(Json.mapper().readTree(response.body()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<URI> uri(JsonNode text) {
        try {
            return text.isTextual() ? Optional.of(URI.create(text.asText())).filter(URI::isAbsolute)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
