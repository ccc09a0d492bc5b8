package dev.vigil.ingest.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/// The door's own description: `/openapi.json` for programs, `/docs` for people. Holds nothing secret, so it is open
/// to everybody.
public final class Description {

    private static final Map<String, String> TYPES = Map.of(
            "/openapi.json", "application/json",
            "/docs", "text/html; charset=utf-8",
            "/docs.js", "text/javascript; charset=utf-8");
    private static final Map<String, String> FILES = Map.of(
            "/openapi.json", "openapi.json", "/docs", "docs.html", "/docs.js", "docs.js");

    private Description() {
    }

    public static boolean isAt(String path) {
        return FILES.containsKey(path);
    }

    public static void route(HttpRouting.Builder routing) {
        FILES.forEach((path, file) -> {
            byte[] content = resource(file);
            routing.get(path, (request, response) -> response
                    .header(HeaderNames.CONTENT_TYPE, Objects.requireNonNull(TYPES.get(path)))
                    .header(HeaderNames.create("Content-Security-Policy"),
                            "default-src 'self'; style-src 'unsafe-inline'")
                    .send(content));
        });
    }

    private static byte[] resource(String file) {
        try (InputStream content = Objects.requireNonNull(Description.class.getResourceAsStream(file), file)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
