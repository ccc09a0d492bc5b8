package dev.vigil.fhir.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.vigil.fhir.rest.AuthorizationFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Our private keys, from a JWKS file: EC keys of P-384 sign with ES384, RSA keys with RS384.
///
/// A key is published from when it stands in the file until its `exp`, and used from its `nbf` on; of several that may
/// be used, the one whose `nbf` is latest is. So a new key is known to the authorization server before it is first
/// used, and the old one is there for as long as something signed with it may be looked at.
public final class KeyRing {

    private static final int LEAST_RSA_BITS = 2_048;
    private static final int RSA_BITS = 3_072;

    private final List<JWK> keys;

    private KeyRing(List<JWK> keys) {
        this.keys = List.copyOf(keys);
    }

    /// A ring without keys, to begin with.
    public static KeyRing empty() {
        return new KeyRing(List.of());
    }

    /// @throws AuthorizationFailed with the reason, never the file's content
    public static KeyRing read(Path file) throws AuthorizationFailed {
        try {
            List<JWK> keys = JWKSet.parse(Files.readString(file)).getKeys();
            check(keys);
            return new KeyRing(keys);
        } catch (ParseException | IllegalArgumentException e) {
            throw AuthorizationFailed.refused("the key file is not a JWKS");
        } catch (IOException e) {
            if (e instanceof AuthorizationFailed failed) {
                throw failed;
            }
            throw AuthorizationFailed.refused("the key file cannot be read");
        }
    }

    /// The key to sign with, and the algorithm.
    public Optional<JWK> signing(Instant now) {
        return keys.stream().filter(key -> !usableFrom(key).isAfter(now) && !isOver(key, now))
                .max(Comparator.comparing(KeyRing::usableFrom));
    }

    /// What the authorization server may know: public halves alone.
    public String published(Instant now) {
        return new JWKSet(keys.stream().filter(key -> !isOver(key, now)).toList()).toString(true);
    }

    /// With a new key, published at once and used after the overlap; what is there now goes an overlap after that.
    ///
    public KeyRing rotated(SigningAlgorithm algorithm, Duration overlap, Instant now) {
        boolean first = signing(now).isEmpty();
        Instant use = first ? now : now.plus(overlap);
        List<JWK> all = new ArrayList<>();
        for (JWK key : keys) {
            if (!isOver(key, now)) {
                all.add(key.getExpirationTime() == null ? ending(key, use.plus(overlap)) : key);
            }
        }
        all.add(generated(algorithm, now, use));
        return new KeyRing(all);
    }

    /// Private keys: for the file alone.
    public String secret() {
        return new JWKSet(keys).toString(false);
    }

    static JWSAlgorithm algorithm(JWK key) {
        return key instanceof RSAKey ? JWSAlgorithm.RS384 : JWSAlgorithm.ES384;
    }

    private static JWK generated(SigningAlgorithm algorithm, Instant now, Instant use) {
        Date issued = Date.from(now);
        Date usable = Date.from(use);
        try {
            return switch (algorithm) {
                case RS384 -> new RSAKeyGenerator(RSA_BITS).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS384)
                        .keyIDFromThumbprint(true).issueTime(issued).notBeforeTime(usable).generate();
                case ES384 -> new ECKeyGenerator(Curve.P_384).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.ES384)
                        .keyIDFromThumbprint(true).issueTime(issued).notBeforeTime(usable).generate();
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK makes keys of P-384 and RSA", e);
        }
    }

    private static JWK ending(JWK key, Instant end) {
        Date date = Date.from(end);
        return key instanceof RSAKey rsa ? new RSAKey.Builder(rsa).expirationTime(date).build()
                : new ECKey.Builder(key.toECKey()).expirationTime(date).build();
    }

    private static Instant usableFrom(JWK key) {
        Date date = key.getNotBeforeTime();
        return date == null ? Instant.MIN : date.toInstant();
    }

    private static boolean isOver(JWK key, Instant now) {
        Date date = key.getExpirationTime();
        return date != null && !date.toInstant().isAfter(now);
    }

    private static void check(List<JWK> keys) throws AuthorizationFailed {
        Set<String> ids = new HashSet<>();
        for (JWK key : keys) {
            String id = key.getKeyID();
            if (id == null || !ids.add(id)) {
                throw AuthorizationFailed.refused("every key of the key file needs a kid of its own");
            } else if (!key.isPrivate()) {
                throw AuthorizationFailed.refused("key " + id + " of the key file is not private");
            } else if (!isStrong(key)) {
                throw AuthorizationFailed.refused("key " + id + " of the key file is neither EC of P-384 nor RSA of "
                        + LEAST_RSA_BITS + " bits or more");
            }
        }
    }

    private static boolean isStrong(JWK key) {
        return key instanceof ECKey ec ? ec.getCurve().equals(Curve.P_384)
                : key instanceof RSAKey && key.size() >= LEAST_RSA_BITS;
    }
}
