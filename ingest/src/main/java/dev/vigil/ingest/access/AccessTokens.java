package dev.vigil.ingest.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.ingest.check.DeviceScope;
import dev.vigil.ingest.check.Sender;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// OAuth 2 access tokens of one issuer. The issuer's keys are fetched, kept, and fetched again for a key that is not
/// known, but seldom: tokens of made-up keys cannot make this service flood the issuer. While the issuer is away its
/// known keys are believed for an hour. A token holds until it expires: nobody can revoke one here, so they should
/// live for minutes.
final class AccessTokens {

    private static final Pattern THREE_PARTS = Pattern.compile("eyJ[\\w-]++\\.[\\w-]++\\.[\\w-]++");
    private static final Authentication NOBODY = new Authentication.Refused(Duration.ZERO);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int FETCH_MILLIS = 2_000;
    private static final int MOST_BYTES_OF_KEYS = 512 << 10;
    private static final Duration KEYS_LIVE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    private static final Duration OUTAGE = Duration.ofHours(1);
    private static final int SKEW_SECONDS = 30;
    private static final int LONGEST_NAME = 60;

    private final JwtTrust trust;
    private final InstantSource clock;
    private final RecentlyBelieved believed = new RecentlyBelieved();
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    AccessTokens(JwtTrust trust, InstantSource clock) {
        this.trust = trust;
        this.clock = clock;
        Set<JWSAlgorithm> algorithms = trust.algorithms().stream().map(JWSAlgorithm::parse)
                .collect(Collectors.toSet());
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT,
                new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys(trust)));
        processor.setJWTClaimsSetVerifier(claims(trust, clock));
    }

    /// Whether a text could be a token at all: three parts of base64url. What else stands between its letters, the
    /// library would overlook.
    static boolean looksLikeOne(String text) {
        return THREE_PARTS.matcher(text).matches();
    }

    Authentication authenticate(String token) {
        Instant now = clock.instant();
        Authentication.Accepted known = believed.find(token, now);
        if (known != null) {
            return known;
        }
        Authentication found = verify(token);
        if (found instanceof Authentication.Accepted accepted) {
            believed.remember(token, accepted, now);
        }
        return found;
    }

    private Authentication verify(String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            Sender sender = new Sender(name(claims.getSubject()), scope(claims));
            Instant end = claims.getExpirationTime().toInstant().plusSeconds(SKEW_SECONDS);
            Supplier<Optional<Sender>> standing =
                    () -> Optional.of(sender).filter(still -> clock.instant().isBefore(end));
            return new Authentication.Accepted(sender, standing, false);
        } catch (KeySourceException e) {
            return new Authentication.NotNow(SOON);
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            return NOBODY;
        }
    }

    /// No devices where the claim is missing: everything is refused then, with its reason.
    private DeviceScope scope(JWTClaimsSet claims) {
        Collection<?> listed = switch (claims.getClaim(trust.devicesClaim())) {
            case String text -> List.of(text.strip().split("\\s+"));
            case Collection<?> items -> items;
            case null -> List.of();
            default -> throw new IllegalArgumentException("the claim of devices must be a list or a string");
        };
        return listed.contains("*") ? new DeviceScope.All() : new DeviceScope.Only(listed.stream()
                .map(String::valueOf).filter(id -> !id.isEmpty()).map(DeviceId::new).collect(Collectors.toSet()));
    }

    /// Never the name of a credential: those have no colon.
    private static String name(String subject) {
        String legal = subject.replaceAll("[^A-Za-z0-9._:@|-]", "-");
        return "jwt:" + legal.substring(0, Math.min(legal.length(), LONGEST_NAME));
    }

    private static JWKSource<SecurityContext> keys(JwtTrust trust) {
        try {
            return JWKSourceBuilder.create(trust.keys().toURL(),
                    new DefaultResourceRetriever(FETCH_MILLIS, FETCH_MILLIS, MOST_BYTES_OF_KEYS))
                    .cache(KEYS_LIVE.toMillis(), 2 * FETCH_MILLIS).refreshAheadCache(false)
                    .rateLimited(BETWEEN_FETCHES.toMillis()).outageTolerant(OUTAGE.toMillis()).build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("the address of the issuer's keys must be http or https", e);
        }
    }

    private static DefaultJWTClaimsVerifier<SecurityContext> claims(JwtTrust trust, InstantSource clock) {
        DefaultJWTClaimsVerifier<SecurityContext> verifier = new DefaultJWTClaimsVerifier<>(Set.of(trust.audience()),
                new JWTClaimsSet.Builder().issuer(trust.issuer()).build(), Set.of("exp", "sub"), null) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
        verifier.setMaxClockSkew(SKEW_SECONDS);
        return verifier;
    }
}
