package dev.vigil.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every route that the code opens is in the published description, and nothing else is.
class RoutesDescribedTest {

    /// `Routes.only(routing, Method.POST, "/v1/readings"`, `routing.get("/v1/credentials"`, `routing.route(Method.…`.
    private static final Pattern ROUTE = Pattern.compile(
            "(?:Method\\.(GET|POST|PUT|DELETE|PATCH),|routing\\s*\\.(get|post|put|delete|patch)\\()\\s*\"(/[^\"]*)\"");
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void shouldDescribeEveryRoute() throws IOException {
        assertThat(described()).containsExactlyElementsOf(opened());
    }

    private static Set<String> opened() throws IOException {
        Set<String> routes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java")).map(RoutesDescribedTest::text).forEach(source -> {
                Matcher matcher = ROUTE.matcher(source);
                while (matcher.find()) {
                    String method = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
                    routes.add(method.toUpperCase(Locale.ROOT) + " " + matcher.group(3));
                }
            });
        }
        return routes;
    }

    private static Set<String> described() throws IOException {
        Set<String> routes = new TreeSet<>();
        try (InputStream file = Objects.requireNonNull(Description.class.getResourceAsStream("openapi.json"))) {
            JsonNode paths = Json.mapper().readTree(file).path("paths");
            paths.properties().forEach(path -> path.getValue().fieldNames()
                    .forEachRemaining(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        }
        return routes;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
