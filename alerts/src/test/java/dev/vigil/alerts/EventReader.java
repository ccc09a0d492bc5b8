package dev.vigil.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.wire.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// A browser's side of the event stream.
final class EventReader implements AutoCloseable {

    record Event(String name, String id, JsonNode content) {
    }

    private final InputStream body;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();

    private EventReader(InputStream body) {
        this.body = body;
        Thread.ofVirtual().start(this::read);
    }

    static EventReader open(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        return new EventReader(http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body());
    }

    List<Event> events() {
        return events;
    }

    List<String> comments() {
        return comments;
    }

    Event await(String name, Predicate<JsonNode> content) {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20)).until(
                        () -> events.stream()
                                .filter(event -> event.name().equals(name) && content.test(event.content()))
                                .reduce((first, second) -> second).orElse(null),
                        event -> event != null);
    }

    Event await(String name) {
        return await(name, content -> true);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = "";
            String id = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                    id = "";
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith(":")) {
                    comments.add(line);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, id, Json.mapper().readTree(line.substring(6))));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            comments.add("closed");
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
