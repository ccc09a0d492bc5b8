package dev.vigil.app.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.app.client.Server;
import dev.vigil.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Requests as a gateway would make them, answered or not. What is 503 is sent again after `Retry-After`, as a gateway
/// must.
final class IngestDoor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int MOST_REPEATS = 20;
    private static final int NO_ANSWER = 0;

    private final Server server;
    private final HttpClient http;
    private int repeated;

    IngestDoor(Server server) {
        this.server = server;
        http = server.client();
    }

    /// @param status 0 where there was no answer; the text then says why
    /// @param retryAfter when the same may come again, null where that is not said
    record Reply(int status, String text, @Nullable Duration retryAfter) {

        JsonNode json() {
            try {
                return Json.mapper().readTree(text);
            } catch (JsonProcessingException e) {
                return Json.mapper().missingNode();
            }
        }

        long accepted() {
            return json().path("accepted").asLong(0);
        }

        /// `unknown-unit` of each refused reading.
        List<String> refusals() {
            List<String> types = new ArrayList<>();
            json().path("rejected").forEach(entry -> types.add(lastPart(entry.path("type").asText())));
            return types;
        }

        String problem() {
            return lastPart(json().path("type").asText());
        }

        /// For a person, without anything of the body that could be long.
        String shown() {
            String type = problem();
            return status == NO_ANSWER ? text : "HTTP " + status + (type.isEmpty() ? "" : " " + type);
        }

        private static String lastPart(String type) {
            return type.substring(type.lastIndexOf(':') + 1);
        }
    }

    Reply get(String path) throws InterruptedException {
        return send(request(path, server.token()).GET());
    }

    Reply push(String body, String... headers) throws InterruptedException {
        return push(server.token(), "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Reply upload(String lines, String... headers) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Encoding");
        all.add("gzip");
        return push(server.token(), "application/x-ndjson", gzip(lines), all.toArray(String[]::new));
    }

    Reply pushWith(@Nullable String token, String body) throws InterruptedException {
        return push(token, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    boolean hasToken() {
        return server.token() != null;
    }

    private Reply push(@Nullable String token, String type, byte[] body, String... headers)
            throws InterruptedException {
        HttpRequest.Builder request = request("/v1/readings", token).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        URI address = URI.create(server.address().toString().replaceFirst("/+$", "") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /// How many requests were sent again because of a 503.
    int repeated() {
        return repeated;
    }

    private Reply send(HttpRequest.Builder request) throws InterruptedException {
        Reply reply = sendOnce(request);
        for (int i = 0; reply.status() == 503 && reply.retryAfter() != null && i < MOST_REPEATS; i++) {
            Thread.sleep(reply.retryAfter());
            repeated++;
            reply = sendOnce(request);
        }
        return reply;
    }

    private Reply sendOnce(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), retryAfter(response));
        } catch (IOException e) {
            return new Reply(NO_ANSWER, "no answer (" + e.getClass().getSimpleName() + ")", null);
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<String> response) {
        long seconds = response.headers().firstValue("Retry-After").filter(text -> text.matches("\\d{1,6}"))
                .map(Long::parseLong).orElse(-1L);
        return seconds < 0 ? null : Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds()));
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory takes what is written to it", e);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        http.close();
    }
}
