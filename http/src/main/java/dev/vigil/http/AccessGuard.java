package dev.vigil.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Predicate;

/// Lets in whoever shows the access token, and everybody to health, metrics and the paths that the service opens.
/// Refusals are counted; what was shown is not kept. Add it with `routing.addFilter(guard)`.
public final class AccessGuard implements Filter {

    private final AccessToken token;
    private final Predicate<String> open;
    private final Counter refused;

    /// @param open paths that need no token, beside `/health/…` and `/metrics`
    public AccessGuard(AccessToken token, Predicate<String> open, MeterRegistry registry) {
        this.token = token;
        this.open = open;
        this.refused = Counter.builder("vigil.http.unauthorized").description("Requests without the right token")
                .register(registry);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.path().path();
        boolean needsNone = path.startsWith("/health/") || path.equals("/metrics") || open.test(path);
        if (!needsNone && !token.matchesHeader(request.headers().first(HeaderNames.AUTHORIZATION).orElse(""))) {
            refused.increment();
            throw new ProblemException(Problem.of(401, "unauthorized", "Credentials are required",
                    "Send the service's access token as 'Authorization: Bearer TOKEN'."));
        }
        chain.proceed();
    }
}
