package dev.vigil.fhir.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.vigil.fhir.rest.AuthorizationFailed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// Says who we are, once: signed by our key, for one token URL, for a few minutes, under an id that is never used
/// again.
final class ClientAssertion {

    /// SMART allows five minutes; what is over keeps a clock that is ahead of the server's from being refused.
    private static final Duration LIFE = Duration.ofMinutes(4);

    private ClientAssertion() {
    }

    static String signed(JWK key, String clientId, URI tokenUrl, String id, Instant now) throws AuthorizationFailed {
        JWSHeader header = new JWSHeader.Builder(KeyRing.algorithm(key)).keyID(key.getKeyID())
                .type(JOSEObjectType.JWT).build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(clientId).subject(clientId)
                .audience(tokenUrl.toString()).jwtID(id).issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE))).build();
        SignedJWT assertion = new SignedJWT(header, claims);
        try {
            JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
            assertion.sign(signer);
        } catch (JOSEException e) {
            throw AuthorizationFailed.refused("key " + key.getKeyID() + " cannot sign");
        }
        return assertion.serialize();
    }
}
