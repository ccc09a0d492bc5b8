package dev.vigil.ingest.access;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Whose access tokens (JWT, RFC 9068) are believed, and how.
///
/// @param issuer exactly as in `iss`
/// @param audience one that `aud` must hold: this service's name at the issuer
/// @param keys the issuer's JWKS; https, but for loopback
/// @param algorithms that a token may be signed with; a token never chooses by itself
/// @param devicesClaim the claim that lists the devices; `*` in it stands for all
public record JwtTrust(String issuer, String audience, URI keys, Set<String> algorithms, String devicesClaim) {

    /// Signatures by an asymmetric key: whoever can check a token must not be able to make one.
    public static final List<String> KNOWN_ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    public JwtTrust {
        algorithms = Set.copyOf(algorithms);
        if (algorithms.isEmpty() || !KNOWN_ALGORITHMS.containsAll(algorithms)) {
            throw new IllegalArgumentException("algorithms must be of " + new TreeSet<>(KNOWN_ALGORITHMS));
        }
    }
}
