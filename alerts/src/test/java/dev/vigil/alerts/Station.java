package dev.vigil.alerts;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.current.CurrentVital;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A nurses' station: a real broker, the alerts stage on it, and what the rest of the pipeline would write.
final class Station implements AutoCloseable {

    private static final int PARTITIONS = 3;

    private final Path directory;
    private final KafkaConnection kafka;
    private final KafkaProducer<byte[], byte[]> pipeline;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Alerts> nodes = new ArrayList<>();
    private final int port;
    private EmbeddedBroker broker;

    Station(Path directory) throws ExecutionException, InterruptedException {
        this.directory = directory;
        broker = EmbeddedBroker.start(new BrokerConfig(directory.resolve("broker"), 0, BrokerConfig.Durability.OS));
        kafka = KafkaConnection.to(broker.bootstrapServers());
        port = Integer.parseInt(broker.bootstrapServers().substring(broker.bootstrapServers().indexOf(':') + 1));
        try (Admin admin = Admin.create(kafka.properties())) {
            admin.createTopics(Topics.all().stream().map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1)
                    .configs(Map.of("cleanup.policy", topic.retention() == null ? "compact" : "delete"))).toList())
                    .all().get();
        }
        pipeline = new KafkaProducer<>(kafka.producerProperties(), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    KafkaConnection kafka() {
        return kafka;
    }

    void stopBroker() {
        broker.close();
    }

    /// On the same directory and port.
    void startBroker() {
        broker = EmbeddedBroker.start(
                new BrokerConfig(directory.resolve("broker"), port, BrokerConfig.Durability.OS));
    }

    /// Another node of the stage; ready when this returns.
    Alerts node(@Nullable String token) {
        return node(token, InstantSource.system());
    }

    Alerts node(@Nullable String token, InstantSource clock) {
        AlertsConfig config =
                new AlertsConfig("127.0.0.1", 0, token, null, directory.resolve("node-" + nodes.size()), 1);
        Alerts node = Alerts.start(config, kafka, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                clock);
        nodes.add(node);
        await().atMost(Duration.ofSeconds(60)).until(() -> get(node, "/health/ready").statusCode() == 200);
        return node;
    }

    <K, V> void write(Topic<K, V> topic, K key, V value) throws ExecutionException, InterruptedException {
        pipeline.send(new ProducerRecord<>(topic.name(), topic.key().encode(key), topic.value().encode(value))).get();
    }

    void raise(String patient, String rule, Priority priority) throws ExecutionException, InterruptedException {
        signal(patient, rule, priority, SignalState.RAISED);
    }

    void signal(String patient, String rule, Priority priority, SignalState state)
            throws ExecutionException, InterruptedException {
        PatientId id = new PatientId(patient);
        Instant now = Instant.now();
        write(Topics.SIGNALS, id, new Signal(Signal.idOf(id, rule, Instant.EPOCH), id, rule, RuleKind.PHYSIOLOGICAL,
                priority, state, Instant.EPOCH, now, Vital.HEART_RATE, null, null, null, null, false, false,
                "Heart rate is not as it should be.", List.of()));
    }

    /// A patient from whom nothing comes.
    void silent(String patient, String gateway, Instant since) throws ExecutionException, InterruptedException {
        PatientId id = new PatientId(patient);
        write(Topics.SIGNALS, id, new Signal(Signal.idOf(id, "silent", since), id, "silent", RuleKind.TECHNICAL,
                Priority.LOW, SignalState.RAISED, since, Instant.now(), null, null, null, gateway, null, false, false,
                "No reading received for 2 h.", List.of()));
    }

    /// A reading that came through a gateway just now.
    void heard(String patient, String gateway) throws ExecutionException, InterruptedException {
        PatientId id = new PatientId(patient);
        Instant now = Instant.now();
        Measurement weight = new Measurement(Vital.BODY_WEIGHT, new MeasuredValue.Quantity(new BigDecimal("81.250")),
                new Measurement.Original(new RawValue.Decimal(new BigDecimal("81.25")), "kg"), false);
        write(Topics.OBSERVATIONS, id, new Observation("o-" + patient, 0, id, new DeviceId("d-1"), gateway,
                new ReadingId("r-" + patient), now, null, null, now, now, List.of(weight), false,
                ObservationStatus.FINAL));
    }

    /// A picture that is long to tell.
    void longPicture(String patient, int length) throws ExecutionException, InterruptedException {
        PatientId id = new PatientId(patient);
        write(Topics.CURRENT, id, new CurrentPicture(id, Instant.now(), List.of(), null, "x".repeat(length),
                List.of()));
    }

    void measured(String patient, String heartRate) throws ExecutionException, InterruptedException {
        PatientId id = new PatientId(patient);
        Instant now = Instant.now();
        write(Topics.CURRENT, id, new CurrentPicture(id, now, List.of(new CurrentVital(Vital.HEART_RATE,
                new MeasuredValue.Quantity(new BigDecimal(heartRate)), now, "o-1", new DeviceId("d-1"), false)), null,
                null, List.of()));
    }

    /// The id of the patient's newest alert as the node shows it.
    String alertOf(Alerts node, String patient) {
        return await().atMost(Duration.ofSeconds(30)).until(
                () -> json(get(node, "/api/v1/alerts?patient=" + patient)).at("/alerts/0/id").asText(""),
                id -> !id.isEmpty());
    }

    HttpResponse<String> send(URI address, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(Alerts node, String path) throws IOException, InterruptedException {
        return send(request(node, path).GET());
    }

    HttpResponse<String> put(Alerts node, String path, String body) throws IOException, InterruptedException {
        return send(request(node, path).PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(Alerts node, String path, String body) throws IOException, InterruptedException {
        return send(request(node, path).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(Alerts node, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path));
    }

    EventReader events(Alerts node, @Nullable String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(node, "/api/v1/events");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return EventReader.open(http, request.build());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.mapper().readTree(response.body());
    }

    @Override
    public void close() {
        nodes.forEach(Alerts::close);
        pipeline.close();
        http.shutdownNow();
        broker.close();
    }
}
