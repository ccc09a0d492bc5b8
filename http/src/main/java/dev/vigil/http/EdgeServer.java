package dev.vigil.http;

import dev.vigil.http.tls.ServerTls;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A service's HTTP server: its own routes, and beside them `/health/live`, `/health/ready` and `/metrics`. Blocking
/// handlers on virtual threads. Whatever goes wrong is answered as a problem. Bodies are read with [RequestBody]; who
/// may do what is the services' to say.
public final class EdgeServer implements AutoCloseable {

    /// More than any service takes: what is beyond a service's own limit is read and thrown away up to here, so that
    /// the sender gets to read its refusal. Beyond this the connection is cut.
    private static final long MOST_BYTES_ON_THE_WIRE = 64L << 20;

    /// Each holds a file and some kilobytes, and Kafka's connections need files, too; beyond it new ones wait.
    private static final int MOST_CONNECTIONS = 20_000;

    private static final List<String> TLS_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /// How long a connection may take.
    ///
    /// @param headers from the first line of a request to the end of its headers
    /// @param idle without any request
    record Patience(Duration headers, Duration idle, Duration idleLookedFor) {

        static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofSeconds(15));
    }

    /// Where, and how patiently.
    record Listening(String host, int port, @Nullable ServerTls tls, Patience patience) {
    }

    private final WebServer server;
    private final @Nullable ServerTls tls;

    private EdgeServer(WebServer server, @Nullable ServerTls tls) {
        this.server = server;
        this.tls = tls;
    }

    /// A server of health and metrics alone.
    public static EdgeServer start(String host, int port, PrometheusMeterRegistry registry,
            List<Readiness> readiness) {
        return start(host, port, registry, readiness, routing -> {});
    }

    /// Listens when this returns.
    ///
    /// @param port 0 takes a free one
    /// @param routes adds the service's own
    /// @throws UncheckedIOException with a [BindException] when the address cannot be had
    public static EdgeServer start(String host, int port, PrometheusMeterRegistry registry,
            List<Readiness> readiness, Consumer<HttpRouting.Builder> routes) {
        return start(host, port, null, registry, readiness, routes);
    }

    /// @param tls null for plain HTTP; renewed until the server is closed
    public static EdgeServer start(String host, int port, @Nullable ServerTls tls, PrometheusMeterRegistry registry,
            List<Readiness> readiness, Consumer<HttpRouting.Builder> routes) {
        return start(new Listening(host, port, tls, Patience.DEFAULT), registry, readiness, routes);
    }

    static EdgeServer start(Listening on, PrometheusMeterRegistry registry, List<Readiness> readiness,
            Consumer<HttpRouting.Builder> routes) {
        List<Readiness> checks = List.copyOf(readiness);
        WebServer server = WebServer.builder().address(address(on.host())).port(on.port()).shutdownHook(false)
                .maxPayloadSize(MOST_BYTES_ON_THE_WIRE).maxTcpConnections(MOST_CONNECTIONS)
                .idleConnectionTimeout(on.patience().idle()).idleConnectionPeriod(on.patience().idleLookedFor())
                .addProtocol(
                        Http1Config.builder().addReceiveListener(new HeadersDeadline(on.patience().headers())).build())
                .contentEncoding(new EncodingsLeftAlone())
                .directHandlers(directHandlers()).update(listener -> secure(listener, on.tls()))
                .routing(routing -> {
                    Failures.handle(routing);
                    routing.get("/health/live", (request, response) -> Replies.json(response, 200,
                            Replies.bytes(Map.of("status", "live"))));
                    routing.get("/health/ready", (request, response) -> ready(response, checks));
                    routing.get("/metrics", (request, response) -> metrics(response, registry));
                    routes.accept(routing);
                }).build().start();
        if (!server.isRunning()) { // it only logs why
            throw cannotListen(on.host() + ":" + on.port(), "the port is taken or the address is not this machine's");
        }
        return new EdgeServer(server, on.tls());
    }

    private static void secure(WebServerConfig.Builder listener, @Nullable ServerTls tls) {
        if (tls != null) {
            listener.tls(Tls.builder().sslContext(tls.context())
                    .clientAuth(tls.asksForClientCertificates() ? TlsClientAuth.OPTIONAL : TlsClientAuth.NONE)
                    .endpointIdentificationAlgorithm(Tls.ENDPOINT_IDENTIFICATION_NONE)
                    .enabledProtocols(TLS_PROTOCOLS).build());
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw cannotListen(host, "the host is not known");
        }
    }

    private static UncheckedIOException cannotListen(String address, String reason) {
        return new UncheckedIOException(new BindException("cannot listen on " + address + ": " + reason));
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        if (tls != null) {
            tls.close();
        }
    }

    private static void ready(ServerResponse response, List<Readiness> checks) {
        Map<String, Object> missing = new LinkedHashMap<>();
        checks.forEach(check -> check.check().whyNot().ifPresent(why -> missing.put(check.name(), why)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", missing.isEmpty() ? "ready" : "not ready");
        body.put("missing", missing);
        Replies.json(response, missing.isEmpty() ? 200 : 503, Replies.bytes(body));
    }

    private static void metrics(ServerResponse response, PrometheusMeterRegistry registry) {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .send(registry.scrape());
    }

    /// What fails before a route is found: a broken request line, headers too large.
    private static DirectHandlers directHandlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, Failures::direct);
        }
        return handlers.build();
    }
}
