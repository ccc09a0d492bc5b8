package dev.vigil.fhirserver;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vigil.fhir.rest.LightEhr;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A FHIR server behind a gate: whoever shows a token that Keycloak signed is let through, and nobody else. It can be
/// told to take no token any more that it has seen.
final class GuardedEhr implements AutoCloseable {

    private static final List<String> PASSED_ON =
            List.of("Content-Type", "Accept", "Prefer", "If-Match", "If-None-Exist");

    private final HttpServer gate;
    private final LightEhr ehr;
    private final Keycloak keycloak;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusals = new AtomicInteger();

    private GuardedEhr(HttpServer gate, LightEhr ehr, Keycloak keycloak) {
        this.gate = gate;
        this.ehr = ehr;
        this.keycloak = keycloak;
    }

    static GuardedEhr start(Keycloak keycloak) throws IOException {
        HttpServer gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        GuardedEhr guarded = new GuardedEhr(gate, LightEhr.start(), keycloak);
        gate.setExecutor(guarded.threads);
        gate.createContext("/fhir", guarded::answer);
        gate.start();
        return guarded;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + gate.getAddress().getPort() + "/fhir");
    }

    Set<String> stored() {
        return ehr.stored().keySet();
    }

    Set<String> tokensSeen() {
        return seen;
    }

    int refusals() {
        return refusals.get();
    }

    /// What it has been shown so far is worth nothing from now on.
    void revokeAll() {
        revoked.addAll(seen);
    }

    @Override
    public void close() {
        gate.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
        ehr.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString().substring("/fhir".length());
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (path.equals("/.well-known/smart-configuration")) {
                reply(exchange, 200, ("{\"token_endpoint\": \"" + keycloak.tokenUrl() + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
            } else if (isAllowed(exchange.getRequestHeaders())) {
                HttpResponse<byte[]> answer = passOn(exchange, path, body);
                answer.headers().firstValue("Content-Type")
                        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
                reply(exchange, answer.statusCode(), answer.body());
            } else {
                refusals.incrementAndGet();
                reply(exchange, 401, new byte[0]);
            }
        }
    }

    private HttpResponse<byte[]> passOn(HttpExchange exchange, String path, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ehr.base() + path))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String name : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private boolean isAllowed(Headers headers) {
        String header = String.valueOf(headers.getFirst("Authorization"));
        if (!header.startsWith("Bearer ") || revoked.contains(header)) {
            return false;
        }
        try {
            SignedJWT token = SignedJWT.parse(header.substring("Bearer ".length()));
            var key = JWKSet.load(keycloak.keysUrl().toURL()).getKeyByKeyId(token.getHeader().getKeyID());
            seen.add(header);
            return key != null && token.verify(new RSASSAVerifier(key.toRSAKey()))
                    && token.getJWTClaimsSet().getExpirationTime().toInstant().isAfter(Instant.now());
        } catch (ParseException | JOSEException | IOException e) {
            return false;
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
