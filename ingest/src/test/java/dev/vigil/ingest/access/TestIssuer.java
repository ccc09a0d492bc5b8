package dev.vigil.ingest.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// An issuer of access tokens with a real JWKS endpoint.
public final class TestIssuer implements AutoCloseable {

    public static final String ISSUER = "https://idp.example.org";
    public static final String AUDIENCE = "vigil-ingest";

    private final List<RSAKey> keys = new ArrayList<>();
    private final AtomicInteger fetched = new AtomicInteger();
    private final HttpServer server;

    public TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/keys", exchange -> {
            fetched.incrementAndGet();
            byte[] body = new JWKSet(keys.stream().<JWK>map(RSAKey::toPublicJWK).toList()).toString()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        publishKey();
    }

    public JwtTrust trust() {
        return new JwtTrust(ISSUER, AUDIENCE, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys"),
                Set.of("RS256"), "devices");
    }

    /// How often the keys were asked for.
    int fetched() {
        return fetched.get();
    }

    RSAKey publishKey() {
        RSAKey key = newKey("key-" + keys.size());
        keys.add(key);
        return key;
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String token(UnaryOperator<JWTClaimsSet.Builder> claims) {
        return token(JWSAlgorithm.RS256, claims);
    }

    String token(JWSAlgorithm algorithm, UnaryOperator<JWTClaimsSet.Builder> claims) {
        return token(keys.getLast(), algorithm, claims);
    }

    static String token(RSAKey key, JWSAlgorithm algorithm, UnaryOperator<JWTClaimsSet.Builder> claims) {
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID())
                    .type(new JOSEObjectType("at+jwt")).build(),
                    claims.apply(new JWTClaimsSet.Builder().issuer(ISSUER).audience(AUDIENCE)).build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
