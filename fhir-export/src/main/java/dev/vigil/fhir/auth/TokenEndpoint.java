package dev.vigil.fhir.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.rest.AuthorizationFailed;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Exchanges an assertion for an access token (OAuth 2.0 client credentials).
final class TokenEndpoint {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// For a server that does not say how long its token lives, although it must.
    private static final long SHORT_LIFE_SECONDS = 60;

    private final HttpClient http;

    TokenEndpoint(HttpClient http) {
        this.http = http;
    }

    /// @throws AuthorizationFailed when it gives none
    BearerToken ask(URI tokenUrl, String assertion, String scopes, Instant now)
            throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", ASSERTION_TYPE);
        form.put("client_assertion", assertion);
        if (!scopes.isBlank()) {
            form.put("scope", scopes);
        }
        HttpResponse<byte[]> response = http.send(HttpRequest.newBuilder(tokenUrl).timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json")
                .POST(BodyPublishers.ofString(encoded(form))).build(), BodyHandlers.ofByteArray());
        JsonNode body = json(response.body());
        if (response.statusCode() != 200) {
            throw refusal(response.statusCode(), body);
        }
        String token = body.path("access_token").asText();
        if (token.isEmpty() || !body.path("token_type").asText().equalsIgnoreCase("bearer")) {
            throw AuthorizationFailed.refused("the authorization server's answer holds no bearer token");
        }
        long life = body.path("expires_in").asLong(SHORT_LIFE_SECONDS);
        return BearerToken.of(token, Duration.ofSeconds(Math.max(1, life)), now);
    }

    /// OAuth's error code is of a fixed list; its description may quote what was sent.
    private static AuthorizationFailed refusal(int status, JsonNode body) {
        String error = body.path("error").asText();
        String says = "the authorization server answers " + status
                + (error.matches("[a-z_]{1,40}") ? " " + error : "");
        return status == 429 || status >= 500 ? AuthorizationFailed.forNow(says)
                : AuthorizationFailed.refused(says + ": check the registered client, its keys and its scopes");
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode tree = Json.mapper().readTree(body);
            return tree == null ? Json.mapper().createObjectNode() : tree;
        } catch (IOException e) {
            return Json.mapper().createObjectNode();
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream().map(field -> field.getKey() + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }
}
