package dev.vigil.ingest.http;

import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.ingest.access.Authentication;
import dev.vigil.ingest.access.Authenticator;
import dev.vigil.ingest.access.Shown;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stands before every door of ingest: who shows what is right goes on with its [Authentication.Accepted] in the
/// request's context, everybody else hears the same 401. Health, metrics and the description are open.
public final class SenderGuard implements Filter {

    private static final Set<String> OPEN = Set.of("/health/live", "/health/ready", "/metrics");
    private static final String BEARER = "Bearer ";

    private final Authenticator authenticator;

    public SenderGuard(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.path().path();
        if (!OPEN.contains(path) && !Description.isAt(path)) {
            request.context().register(accepted(request));
        }
        chain.proceed();
    }

    private Authentication.Accepted accepted(RoutingRequest request) {
        return switch (authenticator.authenticate(shown(request))) {
            case Authentication.Accepted accepted -> accepted;
            case Authentication.Refused(Duration pause) -> throw refused(pause);
            case Authentication.NotNow(Duration retryAfter) -> throw new ProblemException(Problem.unavailable(
                    "credentials-unavailable", "Credentials cannot be checked right now; send the same again."),
                    retryAfter);
        };
    }

    private static ProblemException refused(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new ProblemException(Problem.of(401, "unauthorized", "Credentials are required",
                "Send a valid token as 'Authorization: Bearer TOKEN'."));
    }

    private static Shown shown(RoutingRequest request) {
        PeerInfo peer = request.remotePeer();
        InetAddress from = ((InetSocketAddress) peer.address()).getAddress();
        return new Shown(from, null, bearer(request), peer.tlsCertificates().map(SenderGuard::leaf).orElse(null));
    }

    /// A header of another kind is a secret that is wrong, not the absence of one.
    private static @Nullable String bearer(RoutingRequest request) {
        String header = request.headers().first(HeaderNames.AUTHORIZATION).orElse(null);
        if (header == null || header.isBlank()) {
            return null;
        }
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length()) ? header.substring(BEARER.length()).strip()
                : "";
    }

    private static @Nullable X509Certificate leaf(Certificate[] chain) {
        return chain.length > 0 && chain[0] instanceof X509Certificate leaf ? leaf : null;
    }
}
