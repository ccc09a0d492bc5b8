package dev.vigil.app.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.app.client.Server;
import dev.vigil.wire.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// Listens to the care-team events as a browser does.
final class EventListener implements AutoCloseable {

    private final HttpClient http;
    private final Thread thread;

    /// Told of each event when its last byte is there.
    interface Hearing {
        void event(String name, JsonNode json, long nanoTime);
    }

    EventListener(Server careTeam, Hearing hearing) {
        http = careTeam.client();
        HttpRequest.Builder request = HttpRequest.newBuilder(careTeam.address().resolve("/api/v1/events"))
                .header("Accept", "text/event-stream");
        if (careTeam.token() != null) {
            request.header("Authorization", "Bearer " + careTeam.token());
        }
        thread = Thread.ofPlatform().daemon().name("vigil-bench-events").start(() -> listen(request.build(), hearing));
    }

    private void listen(HttpRequest request, Hearing hearing) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    long heard = System.nanoTime();
                    hearing.event(name, json(line.substring("data: ".length())), heard);
                }
            }
        } catch (IOException e) {
            // the stream ended: so does the benchmark
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return Json.mapper().missingNode();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        thread.interrupt();
    }
}
