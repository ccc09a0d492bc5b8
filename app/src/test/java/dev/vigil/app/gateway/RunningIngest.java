package dev.vigil.app.gateway;

import static org.awaitility.Awaitility.await;

import dev.vigil.app.client.Server;
import dev.vigil.app.topics.TopicProvisioner;
import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.BrokerConfig.Durability;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.http.AccessToken;
import dev.vigil.ingest.Ingest;
import dev.vigil.ingest.IngestConfig;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// A real ingest before a real Kafka that can go away and come back; one token holds.
final class RunningIngest implements AutoCloseable {

    static final String TOKEN = "s3cret";

    private final Path directory;
    private final int kafkaPort;
    private final Ingest ingest;
    private EmbeddedBroker broker;

    private RunningIngest(Path directory, EmbeddedBroker broker, Ingest ingest) {
        this.directory = directory;
        this.kafkaPort = Integer.parseInt(broker.bootstrapServers().replaceFirst("^.*:", ""));
        this.broker = broker;
        this.ingest = ingest;
    }

    /// Returns when it takes readings.
    static RunningIngest start(Path directory) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(directory, 0, Durability.OS));
        KafkaConnection kafka = KafkaConnection.to(broker.bootstrapServers());
        try (TopicProvisioner topics = new TopicProvisioner(kafka)) {
            topics.ensure(1, 1);
        }
        RunningIngest running = new RunningIngest(directory, broker,
                Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, new AccessToken(TOKEN)), kafka,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system()));
        try (IngestDoor door = new IngestDoor(running.server(TOKEN))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> door.get("/health/ready").status() == 200);
        }
        return running;
    }

    Server server(String token) {
        return new Server(URI.create("http://127.0.0.1:" + ingest.port()), token, null);
    }

    void stopKafka() {
        broker.close();
    }

    void startKafka() throws Exception {
        broker = EmbeddedBroker.start(new BrokerConfig(directory, kafkaPort, Durability.OS));
    }

    @Override
    public void close() {
        ingest.close();
        broker.close();
    }
}
