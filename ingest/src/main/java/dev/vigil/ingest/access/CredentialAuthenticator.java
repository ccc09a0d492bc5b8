package dev.vigil.ingest.access;

import dev.vigil.http.AccessToken;
import dev.vigil.ingest.check.DeviceScope;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.table.CompactedTable;
import dev.vigil.wire.Credential;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets in by the credentials that the topic holds, by the operator's token, by JWTs of an issuer, and anybody where
/// the configuration asks for no credentials at all.
public final class CredentialAuthenticator implements Authenticator {

    /// The name that readings pushed with the operator's token carry; no credential may have it.
    static final String OPERATOR = "operator";

    private static final Sender THE_OPERATOR = new Sender(OPERATOR, new DeviceScope.All());
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Authentication NOBODY = new Authentication.Refused(Duration.ZERO);

    private final Access access;
    private final CompactedTable<String, Credential> table;
    private final Supplier<CredentialIndex> index;
    private final InstantSource clock;
    private final @Nullable AccessTokens tokens;
    private final FailedAttempts failures = new FailedAttempts();
    private final Counter refused;

    public CredentialAuthenticator(Access access, CompactedTable<String, Credential> table, InstantSource clock,
            MeterRegistry registry) {
        this.access = access;
        this.table = table;
        this.clock = clock;
        tokens = access.jwt() == null ? null : new AccessTokens(access.jwt(), clock);
        index = table.derived(CredentialIndex::new);
        refused = Counter.builder("vigil.ingest.unauthorized")
                .description("Attempts to push or to administer without the right credentials").register(registry);
    }

    @Override
    public Authentication authenticate(Shown shown) {
        Authentication found = find(shown);
        if (found instanceof Authentication.Refused) {
            refused.increment();
            return new Authentication.Refused(failures.fail(shown.from(), clock.instant()));
        }
        return found;
    }

    private Authentication find(Shown shown) {
        if (shown.secret() != null) {
            return bySecret(shown.username(), shown.secret());
        }
        if (shown.certificate() != null) {
            return byCertificate(shown.certificate());
        }
        return access.open() ? always(Sender.ANYONE, false) : NOBODY;
    }

    private Authentication bySecret(@Nullable String username, String secret) {
        AccessToken operator = access.operator();
        if (operator != null && operator.matches(secret)) {
            return always(THE_OPERATOR, true);
        }
        if (tokens != null && AccessTokens.looksLikeOne(secret)) {
            return tokens.authenticate(secret);
        }
        return CredentialToken.parse(secret).map(token -> byToken(username, token)).orElse(NOBODY);
    }

    private Authentication byToken(@Nullable String username, CredentialToken token) {
        boolean anotherName = username != null && !username.isEmpty() && !username.equals(token.name());
        return known(() -> index.get().byToken(token, clock.instant()).filter(sender -> !anotherName));
    }

    private Authentication byCertificate(X509Certificate certificate) {
        Set<String> identities = CertificateIdentities.of(certificate);
        Instant end = certificate.getNotAfter().toInstant();
        return known(() -> index.get().byCertificate(identities, clock.instant())
                .filter(sender -> clock.instant().isBefore(end)));
    }

    /// Nobody is turned away for a credential that has not been read yet.
    private Authentication known(Supplier<Optional<Sender>> standing) {
        if (!table.caughtUp()) {
            return new Authentication.NotNow(SOON);
        }
        return standing.get().<Authentication>map(sender -> new Authentication.Accepted(sender, standing, false))
                .orElse(NOBODY);
    }

    private static Authentication always(Sender sender, boolean operator) {
        Optional<Sender> standing = Optional.of(sender);
        return new Authentication.Accepted(sender, () -> standing, operator);
    }
}
