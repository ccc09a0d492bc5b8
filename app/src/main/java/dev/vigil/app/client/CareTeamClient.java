package dev.vigil.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Enrols patients, devices and plans through the care-team API. Thread-safe.
public final class CareTeamClient implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final @Nullable String token;

    /// @param base such as `http://127.0.0.1:8080`
    public CareTeamClient(URI base, @Nullable String token) {
        this.base = base.resolve("/api/v1/");
        this.token = token;
    }

    public void putPatient(String patientId, Map<String, Object> patient) throws InterruptedException {
        put("patients/" + patientId, patient);
    }

    public void putDevice(String deviceId, Map<String, Object> device) throws InterruptedException {
        put("devices/" + deviceId, device);
    }

    public void putPlan(String planId, Map<String, Object> plan) throws InterruptedException {
        put("plans/" + planId, plan);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private void put(String path, Map<String, Object> body) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER)
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                JsonNode problem = Json.mapper().readTree(response.body());
                throw new EnrolmentFailed(path + ": the care-team API answers " + response.statusCode() + ": "
                        + problem.path("detail").asText("without a reason"));
            }
        } catch (IOException e) {
            throw new EnrolmentFailed(path + ": the care-team API cannot be reached at " + base.getAuthority());
        }
    }
}
