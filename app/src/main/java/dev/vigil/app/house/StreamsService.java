package dev.vigil.app.house;

import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.config.VigilConfig.Secret;
import dev.vigil.http.EdgeServer;
import dev.vigil.http.Readiness;
import dev.vigil.streams.Streams;
import dev.vigil.streams.StreamsConfig;
import dev.vigil.streams.admission.AdmissionTopology;
import dev.vigil.streams.monitoring.MonitoringTopology;
import dev.vigil.streams.query.QueryApi;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The streams stage with its door: the query API, health and metrics. The door opens first, because the others are
/// told where it is when the streams join them.
final class StreamsService implements AutoCloseable {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");

    private final Streams streams;
    private final EdgeServer server;

    private StreamsService(Streams streams, EdgeServer server) {
        this.streams = streams;
        this.server = server;
    }

    static StreamsService start(VigilConfig.Streams config, KafkaConnection kafka, PrometheusMeterRegistry meters,
            InstantSource clock) {
        AtomicReference<@Nullable Streams> running = new AtomicReference<>();
        EdgeServer server = door(config, running, meters, clock);
        try {
            Streams streams = Streams.start(new StreamsConfig(config.stateDirectory(), config.threads(),
                    config.parkedAtMost(),
                    InetSocketAddress.createUnresolved(advertised(config), server.port())), kafka, meters, clock);
            running.set(streams);
            return new StreamsService(streams, server);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// Without a token an address that others reach has health and metrics alone.
    private static EdgeServer door(VigilConfig.Streams config, AtomicReference<@Nullable Streams> running,
            PrometheusMeterRegistry meters, InstantSource clock) {
        Secret token = config.edge().token();
        QueryApi api = new QueryApi(() -> Optional.ofNullable(running.get()).flatMap(Streams::queries),
                token == null ? null : token.value(), clock);
        List<Readiness> readiness = List.of(readiness(AdmissionTopology.APPLICATION, running),
                readiness(MonitoringTopology.APPLICATION, running));
        return EdgeServer.start(config.edge().host(), config.edge().port(), meters, readiness, routing -> {
            if (token != null || LOOPBACK.contains(config.edge().host())) {
                api.routes(routing);
            }
        });
    }

    private static Readiness readiness(String application, AtomicReference<@Nullable Streams> running) {
        return new Readiness(application, () -> {
            Streams streams = running.get();
            return streams == null ? Optional.of(application + " is not started")
                    : streams.readiness().stream().filter(check -> check.name().equals(application)).findFirst()
                            .flatMap(check -> check.check().whyNot());
        });
    }

    private static String advertised(VigilConfig.Streams config) {
        String host = config.advertisedHost() == null ? config.edge().host() : config.advertisedHost();
        if (!EVERY_ADDRESS.contains(host)) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return host;
        }
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        streams.close();
    }
}
