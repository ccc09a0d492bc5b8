package dev.vigil.alerts.api;

import dev.vigil.http.AccessToken;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may use the API. With a token configured: whoever shows it, as a bearer or as the cookie that was given for it.
/// Without one: whoever addresses this machine by a loopback name, so that no other site's page can reach through a
/// browser. A page of another origin may in neither case write.
final class Gate {

    private static final HeaderName FORWARDED_PROTOCOL = HeaderNames.create("X-Forwarded-Proto");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<Method> READING = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);

    private final @Nullable AccessToken token;
    private final @Nullable SessionCookie cookie;
    private final Counter unauthorized;

    Gate(@Nullable String secret, InstantSource clock, MeterRegistry meters) {
        unauthorized = Counter.builder("vigil.http.unauthorized").description("Requests without the right token")
                .register(meters);
        token = secret == null ? null : new AccessToken(secret);
        cookie = secret == null ? null : new SessionCookie(secret, clock);
    }

    void routes(HttpRules rules) {
        rules.post("/session", this::open).get("/session", this::look).delete("/session", this::end);
    }

    /// Lets the request pass to the next route, or ends it.
    void check(ServerRequest request, ServerResponse response) {
        requireSameOrigin(request);
        if (!isAllowed(request)) {
            throw refused();
        }
        response.next();
    }

    /// What is shown to get the cookie.
    record TokenBody(String token) {
    }

    private void open(ServerRequest request, ServerResponse response) {
        requireSameOrigin(request);
        TokenBody body = Bodies.read(request, TokenBody.class);
        if (token != null && cookie != null) {
            if (!token.matches(body.token())) {
                throw refused();
            }
            response.header(HeaderNames.SET_COOKIE, cookie.issue(isOverTls(request)));
        }
        response.status(204).send();
    }

    /// A proxy that ends TLS before us says so; to believe it costs a liar their own cookie.
    private static boolean isOverTls(ServerRequest request) {
        return request.isSecure()
                || request.headers().first(FORWARDED_PROTOCOL).filter("https"::equalsIgnoreCase).isPresent();
    }

    private void look(ServerRequest request, ServerResponse response) {
        if (!isAllowed(request)) {
            throw refused();
        }
        response.status(204).send();
    }

    private void end(ServerRequest request, ServerResponse response) {
        requireSameOrigin(request);
        response.header(HeaderNames.SET_COOKIE, SessionCookie.expired()).status(204).send();
    }

    private boolean isAllowed(ServerRequest request) {
        if (token == null || cookie == null) {
            return LOOPBACK.contains(hostOf(authority(request)));
        }
        return token.matchesHeader(request.headers().first(HeaderNames.AUTHORIZATION).orElse(""))
                || request.headers().cookies().all(SessionCookie.NAME, List::of).stream()
                        .anyMatch(cookie::isValid);
    }

    /// Browsers name the page's origin with every write.
    private static void requireSameOrigin(ServerRequest request) {
        String origin = request.headers().first(HeaderNames.ORIGIN).orElse(null);
        if (origin == null || READING.contains(request.prologue().method())) {
            return;
        }
        if (!authority(request).equalsIgnoreCase(authorityOf(origin))) {
            throw new ProblemException(Problem.of(403, "cross-origin", "Forbidden",
                    "A page of another origin may not write here."));
        }
    }

    private static String authorityOf(String origin) {
        try {
            return String.valueOf(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String authority(ServerRequest request) {
        return request.headers().first(HeaderNames.HOST).orElse("");
    }

    private static String hostOf(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean isPort = colon > authority.lastIndexOf(']');
        return (isPort ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
    }

    private ProblemException refused() {
        unauthorized.increment();
        return new ProblemException(Problem.of(401, "unauthorized", "Sign in first",
                "This address needs the care-team token, as a bearer token or through /api/v1/session."));
    }
}
