package dev.vigil.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;

/// A device's side of the HTTP door.
final class Door implements AutoCloseable {

    private final HttpClient client;
    private final String base;

    Door(int port) {
        client = HttpClient.newHttpClient();
        base = "http://127.0.0.1:" + port;
    }

    /// Over TLS.
    Door(int port, SSLContext tls) {
        client = HttpClient.newBuilder().sslContext(tls).build();
        base = "https://127.0.0.1:" + port;
    }

    Answer json(String body, String... headers) {
        return post("application/json", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer lines(String body, String... headers) {
        return post("application/x-ndjson", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer post(String contentType, byte[] body, String... headers) {
        return postTo("/v1/readings", contentType, body, headers);
    }

    Answer postTo(String path, String contentType, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    Answer get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            return new Answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI address(String path) {
        return URI.create(base + path);
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        client.close();
    }

    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        JsonNode body() {
            try {
                return Json.mapper().readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        int accepted() {
            return body().path("accepted").asInt(-1);
        }

        /// `index type` of each refused reading.
        List<String> rejected() {
            return body().path("rejected").valueStream().map(entry -> entry.path("index").asInt() + " "
                    + entry.path("type").asText().replaceFirst("^urn:vigil:problem:", "")).toList();
        }

        String problem() {
            return response.headers().firstValue("Content-Type").orElse("").equals("application/problem+json")
                    ? body().path("type").asText().replaceFirst("^urn:vigil:problem:", "") : "none";
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
