package dev.vigil.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Enrols patients, devices and plans through the care-team API. Thread-safe.
public final class CareTeamClient implements AutoCloseable {

    private final HttpClient http;
    private final Server server;

    public CareTeamClient(Server server) {
        this.server = server;
        http = server.client();
    }

    /// @throws ServerRefused with the API's own reason
    public void putPatient(String patientId, ObjectNode patient) throws InterruptedException {
        put("/api/v1/patients/" + patientId, patient);
    }

    /// @throws ServerRefused with the API's own reason
    public void putDevice(String deviceId, ObjectNode device) throws InterruptedException {
        put("/api/v1/devices/" + deviceId, device);
    }

    /// @throws ServerRefused with the API's own reason
    public void putPlan(String planId, ObjectNode plan) throws InterruptedException {
        put("/api/v1/plans/" + planId, plan);
    }

    private void put(String path, ObjectNode body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path))
                .timeout(Duration.ofSeconds(30)).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (server.token() != null) {
            request.header("Authorization", "Bearer " + server.token());
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new ServerRefused("the care-team API refused " + path + " (HTTP " + response.statusCode() + ")"
                        + reason(response.body()));
            }
        } catch (IOException e) {
            throw new ServerRefused("the care-team API at " + server + " cannot be reached");
        }
    }

    private static String reason(String problem) {
        try {
            JsonNode detail = Json.mapper().readTree(problem).path("detail");
            return detail.isTextual() ? ": " + detail.asText() : "";
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
