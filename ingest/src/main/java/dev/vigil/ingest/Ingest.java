package dev.vigil.ingest;

import dev.vigil.http.AccessGuard;
import dev.vigil.http.EdgeServer;
import dev.vigil.http.Readiness;
import dev.vigil.http.Replies;
import dev.vigil.http.Routes;
import dev.vigil.ingest.http.Description;
import dev.vigil.ingest.http.ReadingsEndpoint;
import dev.vigil.ingest.publish.KafkaWatch;
import dev.vigil.ingest.publish.ReadingPublisher;
import dev.vigil.ingest.reception.Reception;
import dev.vigil.wire.KafkaConnection;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// The service that devices push to. It starts without Kafka and says 503 until Kafka is there; it needs nothing else
/// of the pipeline, and any number of it may run.
public final class Ingest implements AutoCloseable {

    private final EdgeServer server;
    private final KafkaWatch watch;
    private final ReadingPublisher publisher;

    private Ingest(EdgeServer server, KafkaWatch watch, ReadingPublisher publisher) {
        this.server = server;
        this.watch = watch;
        this.publisher = publisher;
    }

    /// Listens when this returns.
    public static Ingest start(IngestConfig config, KafkaConnection kafka, PrometheusMeterRegistry registry,
            InstantSource clock) {
        ReadingPublisher publisher = new ReadingPublisher(kafka);
        KafkaWatch watch = new KafkaWatch(kafka);
        try {
            Reception reception = new Reception(config.limits(), publisher, registry);
            ReadingsEndpoint readings = new ReadingsEndpoint(reception, config.limits(), clock, registry);
            EdgeServer server = EdgeServer.start(config.host(), config.port(), registry,
                    List.of(new Readiness("kafka", watch::whyNot)), routing -> {
                        guard(routing, config, registry);
                        Routes.only(routing, Method.POST, "/v1/readings", readings::receive);
                        Routes.only(routing, Method.GET, "/v1/time", (request, response) -> Replies.json(response, 200,
                                Replies.bytes(Map.of("time", clock.instant().toString()))));
                        Description.route(routing);
                    });
            return new Ingest(server, watch, publisher);
        } catch (RuntimeException e) {
            watch.close();
            publisher.close();
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    /// The door first, so that nothing comes in that could not be stored.
    @Override
    public void close() {
        server.close();
        watch.close();
        publisher.close();
    }

    private static void guard(HttpRouting.Builder routing, IngestConfig config, PrometheusMeterRegistry registry) {
        if (config.token() != null) {
            routing.addFilter(new AccessGuard(config.token(), Description::isAt, registry));
        }
    }
}
