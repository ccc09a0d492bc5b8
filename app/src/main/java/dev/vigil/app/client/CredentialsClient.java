package dev.vigil.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Administers credentials at ingest, as the operator.
public final class CredentialsClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final Server server;

    /// @throws ServerRefused where the operator's token would travel for everybody to read
    public CredentialsClient(Server server) {
        if (server.token() == null) {
            throw new ServerRefused("credentials are the operator's: set ingest.token or ingest.tokenFile");
        }
        if ("http".equals(server.address().getScheme()) && !isLoopback(server.address())) {
            throw new ServerRefused("the operator's token would travel in the clear to " + server + "; use https");
        }
        this.server = server;
        http = server.client();
    }

    /// @throws ServerRefused with ingest's own reason
    public JsonNode list() throws InterruptedException {
        return send(request("/v1/credentials").GET());
    }

    /// @throws ServerRefused with ingest's own reason
    public JsonNode add(ObjectNode credential) throws InterruptedException {
        return send(request("/v1/credentials").POST(body(credential)));
    }

    /// @throws ServerRefused with ingest's own reason
    public JsonNode change(String name, ObjectNode credential) throws InterruptedException {
        return send(request("/v1/credentials/" + name).PUT(body(credential)));
    }

    /// @throws ServerRefused with ingest's own reason
    public JsonNode rotate(String name, Duration overlap) throws InterruptedException {
        return send(request("/v1/credentials/" + name + "/rotate")
                .POST(body(Json.mapper().createObjectNode().put("overlap", overlap.toString()))));
    }

    /// @throws ServerRefused with ingest's own reason
    public JsonNode revoke(String name) throws InterruptedException {
        return send(request("/v1/credentials/" + name + "/revoke").POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path)).timeout(PATIENCE)
                .header("Authorization", "Bearer " + server.token()).header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher body(ObjectNode json) {
        return HttpRequest.BodyPublishers.ofString(json.toString());
    }

    private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = parse(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new ServerRefused("ingest refused (HTTP " + response.statusCode() + "): "
                        + body.path("detail").asText("no reason given"));
            }
            return body;
        } catch (IOException e) {
            throw new ServerRefused("ingest at " + server + " cannot be reached");
        }
    }

    private static JsonNode parse(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return Json.mapper().missingNode();
        }
    }

    private static boolean isLoopback(URI address) {
        try {
            return InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
