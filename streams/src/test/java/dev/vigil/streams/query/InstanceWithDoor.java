package dev.vigil.streams.query;

import dev.vigil.http.EdgeServer;
import dev.vigil.streams.Streams;
import dev.vigil.streams.StreamsConfig;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One instance of the streams stage with its door on a free port of this machine.
public record InstanceWithDoor(Streams streams, EdgeServer door) implements AutoCloseable {

    public static InstanceWithDoor start(Path state, KafkaConnection kafka, @Nullable String secret) {
        AtomicReference<@Nullable Streams> running = new AtomicReference<>();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        QueryApi api = new QueryApi(() -> Optional.ofNullable(running.get()).flatMap(Streams::queries), secret,
                InstantSource.system());
        EdgeServer door = EdgeServer.start("127.0.0.1", 0, meters, List.of(), api::routes);
        Streams streams = Streams.start(new StreamsConfig(state, 1, StreamsConfig.PARKED_AT_MOST,
                InetSocketAddress.createUnresolved("127.0.0.1", door.port())), kafka, meters, InstantSource.system());
        running.set(streams);
        return new InstanceWithDoor(streams, door);
    }

    @Override
    public void close() {
        door.close();
        streams.close();
    }
}
