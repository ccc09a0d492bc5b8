package dev.vigil.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.wire.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/// The door's own description: `/openapi.json`, `/asyncapi.json` and `/schemas/reading.json` for programs, `/docs` for
/// people. Holds nothing secret, so it is open to everybody.
public final class Description {

    private static final String JSON = "application/json";
    private static final Map<String, Page> PAGES = pages();

    private record Page(String type, byte[] content) {
    }

    private Description() {
    }

    public static boolean isAt(String path) {
        return PAGES.containsKey(path);
    }

    public static void route(HttpRouting.Builder routing) {
        PAGES.forEach((path, page) -> routing.get(path, (request, response) -> response
                .header(HeaderNames.CONTENT_TYPE, page.type())
                .header(HeaderNames.create("Content-Security-Policy"),
                        "default-src 'self'; style-src 'unsafe-inline'")
                .send(page.content())));
    }

    private static Map<String, Page> pages() {
        byte[] openApi = resource("openapi.json");
        ObjectNode schema = ReadingSchema.of(tree(openApi));
        return Map.of("/openapi.json", new Page(JSON, openApi),
                "/asyncapi.json", new Page(JSON, bytes(TopicsDescription.of(schema, tree(resource("topics.json"))))),
                "/schemas/reading.json", new Page("application/schema+json", bytes(schema)),
                "/docs", new Page("text/html; charset=utf-8", resource("docs.html")),
                "/docs.js", new Page("text/javascript; charset=utf-8", resource("docs.js")));
    }

    private static JsonNode tree(byte[] json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(JsonNode json) {
        return json.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String file) {
        try (InputStream content = Objects.requireNonNull(Description.class.getResourceAsStream(file), file)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
