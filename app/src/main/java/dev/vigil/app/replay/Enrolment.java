package dev.vigil.app.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.replay.ReplayOptions.Server;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Enrols the people of a recording through the care-team API: for each device one patient of the same name, who had
/// the device from the first reading on.
final class Enrolment implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Server server;

    Enrolment(Server server) {
        this.server = server;
    }

    void enrol(String deviceId, Instant from, Optional<LocalDate> birthDate) throws IOException, InterruptedException {
        String patientId = deviceId.replace(':', '-');
        ObjectNode patient = Json.mapper().createObjectNode();
        birthDate.ifPresent(date -> patient.put("birthDate", date.toString()));
        patient.putObject("enrolled").put("from", from.toString());
        patient.put("validFrom", from.toString());
        put("/api/v1/patients/" + patientId, patient);
        ObjectNode device = Json.mapper().createObjectNode();
        device.putArray("assignments").addObject().put("patientId", patientId).put("from", from.toString());
        put("/api/v1/devices/" + deviceId, device);
    }

    private void put(String path, ObjectNode body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path))
                .timeout(Duration.ofSeconds(30)).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (server.token() != null) {
            request.header("Authorization", "Bearer " + server.token());
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new UnusableRecording("the care-team API refused " + path + " (HTTP " + response.statusCode() + ")");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
