package dev.vigil.fhir.auth;

import com.nimbusds.jose.jwk.JWK;
import dev.vigil.fhir.auth.Discovery.Found;
import dev.vigil.fhir.rest.Authorization;
import dev.vigil.fhir.rest.AuthorizationFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Access by SMART Backend Services: one token for all requests, renewed before it ends, asked for anew when the FHIR
/// server no longer takes it. While the authorization server is in trouble a token that still holds is used on. After a
/// failure nobody is asked for a while. Thread-safe.
public final class BackendServices implements Authorization, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackendServices.class);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String HEADER = "Bearer ";
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final AuthSettings settings;
    private final KeyFile keys;
    private final InstantSource clock;
    private final Duration retryAfter;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(Redirect.NEVER)
            .build();
    private final Discovery discovery;
    private final TokenEndpoint endpoint = new TokenEndpoint(http);
    private @Nullable BearerToken token;
    private @Nullable Instant quietUntil;
    private volatile @Nullable AuthorizationFailed failure;

    private BackendServices(AuthSettings settings, KeyFile keys, URI base, InstantSource clock, Duration retryAfter) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        this.retryAfter = retryAfter;
        this.discovery = new Discovery(http, base);
    }

    /// Asks for nothing yet.
    ///
    /// @param base of the FHIR server
    /// @param retryAfter how long nobody is asked after a failure
    /// @throws AuthorizationFailed where the key file cannot be used
    public static BackendServices open(AuthSettings settings, URI base, InstantSource clock, Duration retryAfter)
            throws AuthorizationFailed {
        return new BackendServices(settings, KeyFile.open(settings.keyFile()), base, clock, retryAfter);
    }

    @Override
    public synchronized Optional<String> header() throws IOException, InterruptedException {
        Instant now = clock.instant();
        BearerToken present = token;
        if (present == null || !now.isBefore(present.renewAt())) {
            present = renewed(present, now);
        }
        return Optional.of(HEADER + present.value());
    }

    @Override
    public synchronized void refused(String header) {
        if (token != null && header.equals(HEADER + token.value())) {
            token = null;
        }
    }

    /// Our public keys as JWKS, for the authorization server to fetch.
    public String publishedKeys() {
        return keys.ring().published(clock.instant());
    }

    /// Why there is no token, for `/health/ready`.
    public Optional<String> problem() {
        return Optional.ofNullable(failure).map(Throwable::getMessage);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private BearerToken renewed(@Nullable BearerToken present, Instant now) throws IOException, InterruptedException {
        boolean holds = present != null && now.isBefore(present.expiresAt());
        AuthorizationFailed last = failure;
        if (quietUntil != null && now.isBefore(quietUntil) && last != null) {
            if (present != null && holds) {
                return present;
            }
            throw last;
        }
        try {
            BearerToken fresh = ask(now);
            token = fresh;
            failure = null;
            quietUntil = null;
            return fresh;
        } catch (IOException e) {
            AuthorizationFailed failed = e instanceof AuthorizationFailed known ? known
                    : AuthorizationFailed.forNow("the authorization server cannot be reached ("
                            + e.getClass().getSimpleName() + ")");
            note(failed, now);
            if (present != null && holds) {
                return present;
            }
            throw failed;
        }
    }

    private void note(AuthorizationFailed failed, Instant now) {
        if (failure == null) {
            LOG.warn("No access to the FHIR server: {}; trying again in {}", failed.getMessage(), retryAfter);
        }
        failure = failed;
        quietUntil = now.plus(retryAfter);
    }

    /// Whoever reads an assertion or a token on the way can use it.
    private static boolean isSafe(URI url) {
        return "https".equals(url.getScheme()) || LOOPBACK.contains(String.valueOf(url.getHost()));
    }

    /// The server is asked each time where its tokens come from: it may move them.
    private BearerToken ask(Instant now) throws IOException, InterruptedException {
        JWK key = keys.ring().signing(now)
                .orElseThrow(() -> AuthorizationFailed.refused("no key of the key file may be used now"));
        URI tokenUrl = settings.tokenUrl();
        if (tokenUrl == null) {
            Found found = discovery.find();
            String algorithm = KeyRing.algorithm(key).getName();
            if (!found.algorithms().isEmpty() && !found.algorithms().contains(algorithm)) {
                throw AuthorizationFailed.refused("the authorization server does not take " + algorithm);
            }
            tokenUrl = found.tokenUrl();
        }
        if (!isSafe(tokenUrl)) {
            throw AuthorizationFailed.refused("the token endpoint is not https");
        }
        String assertion =
                ClientAssertion.signed(key, settings.clientId(), tokenUrl, UUID.randomUUID().toString(), now);
        return endpoint.ask(tokenUrl, assertion, settings.scopes(), now);
    }
}
