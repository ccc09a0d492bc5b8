package dev.vigil.app.house;

import dev.vigil.app.config.VigilConfig;
import dev.vigil.http.EdgeServer;
import dev.vigil.streams.Streams;
import dev.vigil.streams.StreamsConfig;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;

/// The streams stage with a door for health and metrics.
final class StreamsService implements AutoCloseable {

    private final Streams streams;
    private final EdgeServer server;

    private StreamsService(Streams streams, EdgeServer server) {
        this.streams = streams;
        this.server = server;
    }

    static StreamsService start(VigilConfig.Streams config, KafkaConnection kafka, PrometheusMeterRegistry meters,
            InstantSource clock) {
        Streams streams = Streams.start(
                new StreamsConfig(config.stateDirectory(), config.threads(), config.parkedAtMost()), kafka, meters,
                clock);
        try {
            return new StreamsService(streams, EdgeServer.start(config.edge().host(), config.edge().port(), meters,
                    streams.readiness()));
        } catch (RuntimeException e) {
            streams.close();
            throw e;
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
