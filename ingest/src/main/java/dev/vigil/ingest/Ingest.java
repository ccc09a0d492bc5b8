package dev.vigil.ingest;

import dev.vigil.http.EdgeServer;
import dev.vigil.http.Readiness;
import dev.vigil.http.Replies;
import dev.vigil.http.Routes;
import dev.vigil.http.tls.ServerTls;
import dev.vigil.ingest.access.AccessControl;
import dev.vigil.ingest.advice.NextMeasurements;
import dev.vigil.ingest.bridge.Bridge;
import dev.vigil.ingest.http.CredentialsEndpoint;
import dev.vigil.ingest.http.Description;
import dev.vigil.ingest.http.SenderGuard;
import dev.vigil.ingest.inbound.Inbound;
import dev.vigil.ingest.mqtt.MqttDoor;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.publish.Heartbeats;
import dev.vigil.ingest.publish.KafkaWatch;
import dev.vigil.ingest.publish.ReadingPublisher;
import dev.vigil.ingest.reception.OfflineDevices;
import dev.vigil.ingest.reception.Reception;
import dev.vigil.wire.KafkaConnection;
import io.helidon.http.Method;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The service that devices push to. It starts without Kafka and says 503 until Kafka is there; it needs nothing else
/// of the pipeline (what that says of a patient goes into answers when it is known), and any number of it may run.
public final class Ingest implements AutoCloseable {

    private final EdgeServer server;
    private final @Nullable MqttDoor mqtt;
    private final Deque<Runnable> behindTheDoor;

    private Ingest(EdgeServer server, @Nullable MqttDoor mqtt, Deque<Runnable> behindTheDoor) {
        this.server = server;
        this.mqtt = mqtt;
        this.behindTheDoor = behindTheDoor;
    }

    /// Listens when this returns.
    public static Ingest start(IngestConfig config, KafkaConnection kafka, PrometheusMeterRegistry registry,
            InstantSource clock) {
        Deque<Runnable> closings = new ArrayDeque<>();
        try {
            ReadingPublisher publisher = kept(new ReadingPublisher(kafka), ReadingPublisher::close, closings);
            KafkaWatch watch = kept(new KafkaWatch(kafka), KafkaWatch::close, closings);
            AccessControl access =
                    kept(AccessControl.open(config.access(), kafka, registry, clock), AccessControl::close, closings);
            NextMeasurements next = kept(NextMeasurements.open(kafka, registry), NextMeasurements::close, closings);
            OfflineDevices offline = kept(OfflineDevices.open(kafka, registry, clock), OfflineDevices::close, closings);
            Reception reception = new Reception(config.limits(), publisher, next, offline, registry);
            kept(Inbound.start(kafka, new BodyParser(config.limits().mostReadings()), access.store(),
                    reception, clock), Inbound::close, closings);
            HttpDoors doors = kept(HttpDoors.open(config.limits(), reception, kafka, registry, clock), HttpDoors::close,
                    closings);
            ServerTls tls = tls(config, registry);
            MqttDoor mqtt = config.mqtt() == null ? null : MqttDoor.start(config.mqtt(), tls, access.authenticator(),
                    reception, clock, registry);
            Optional.ofNullable(mqtt).ifPresent(door -> closings.push(door::close));
            bridge(config, reception, registry, clock).ifPresent(bridge -> closings.push(bridge::close));
            EdgeServer server = EdgeServer.start(config.host(), config.port(), tls, registry,
                    List.of(new Readiness("kafka", watch::whyNot), new Readiness("credentials", access::whyNotReady),
                            new Readiness("mappings", doors.mappings()::whyNotReady)),
                    routing -> {
                        routing.addFilter(new SenderGuard(access.authenticator()));
                        doors.route(routing);
                        Routes.only(routing, Method.GET, "/v1/time", (request, response) -> Replies.json(response, 200,
                                Replies.bytes(Map.of("time", clock.instant().toString()))));
                        new CredentialsEndpoint(access.store(), clock).route(routing);
                        Description.route(routing);
                    });
            closings.push(Heartbeats.start(publisher, clock)::close);
            return new Ingest(server, mqtt, closings);
        } catch (RuntimeException e) {
            closings.forEach(Runnable::run);
            throw e;
        }
    }

    private static <T> T kept(T opened, Consumer<T> close, Deque<Runnable> closings) {
        closings.push(() -> close.accept(opened));
        return opened;
    }

    private static @Nullable ServerTls tls(IngestConfig config, PrometheusMeterRegistry registry) {
        return config.access().tls() == null ? null : ServerTls.open("ingest", config.access().tls(), registry);
    }

    private static Optional<Bridge> bridge(IngestConfig config, Reception reception, PrometheusMeterRegistry registry,
            InstantSource clock) {
        return Optional.ofNullable(config.bridge()).map(site -> Bridge.start(site, reception,
                new BodyParser(config.limits().mostReadings()), clock, registry));
    }

    public int port() {
        return server.port();
    }

    /// Null where MQTT devices have no door.
    public @Nullable Integer mqttPort() {
        return mqtt == null ? null : mqtt.port();
    }

    /// The door first, so that nothing comes in that could not be stored.
    @Override
    public void close() {
        server.close();
        behindTheDoor.forEach(Runnable::run);
    }
}
