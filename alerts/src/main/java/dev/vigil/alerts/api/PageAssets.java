package dev.vigil.alerts.api;

import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// The care-team page's files, from the class path. They hold no patient data and are public; a browser asks each time
/// whether its copy is still good. Other origins' scripts do not run in it.
final class PageAssets {

    private static final Pattern SAFE = Pattern.compile("(/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*)+");
    private static final HeaderName CONTENT_SECURITY = HeaderNames.create("Content-Security-Policy");
    private static final HeaderName NO_SNIFF = HeaderNames.create("X-Content-Type-Options");
    private static final HeaderName REFERRER = HeaderNames.create("Referrer-Policy");
    private static final String OWN_ONLY = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8",
            "json", "application/json", "svg", "image/svg+xml", "png", "image/png", "ico", "image/x-icon",
            "woff2", "font/woff2", "webmanifest", "application/manifest+json");

    private final Map<String, Asset> read = new ConcurrentHashMap<>();

    private record Asset(byte[] bytes, String type, String tag) {
    }

    void routes(HttpRouting.Builder routing) {
        routing.get("/", (request, response) -> send(request, response, "/index.html"));
        routing.get("/*", (request, response) -> send(request, response, request.path().path()));
    }

    private void send(ServerRequest request, ServerResponse response, String path) {
        Asset asset = asset(path).orElseThrow(
                () -> new ProblemException(Problem.notFound("There is nothing at this address.")));
        response.header(HeaderNames.ETAG, asset.tag()).header(HeaderNames.CACHE_CONTROL, "no-cache")
                .header(CONTENT_SECURITY, OWN_ONLY).header(NO_SNIFF, "nosniff").header(REFERRER, "no-referrer");
        if (request.headers().first(HeaderNames.IF_NONE_MATCH).filter(asset.tag()::equals).isPresent()) {
            response.status(304).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, asset.type()).send(asset.bytes());
    }

    /// Only what exists is remembered, so that wrong addresses cost no memory.
    private Optional<Asset> asset(String path) {
        Optional<Asset> known = Optional.ofNullable(read.get(path));
        if (known.isPresent() || !SAFE.matcher(path).matches()) {
            return known;
        }
        Optional<Asset> found = load(path);
        found.ifPresent(asset -> read.put(path, asset));
        return found;
    }

    private static Optional<Asset> load(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream resource = PageAssets.class.getResourceAsStream("/page" + path)) {
            if (resource == null) {
                return Optional.empty();
            }
            byte[] bytes = resource.readAllBytes();
            CRC32C sum = new CRC32C();
            sum.update(bytes);
            return Optional.of(new Asset(bytes, type, "\"" + Long.toHexString(sum.getValue()) + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
