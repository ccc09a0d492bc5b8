package dev.vigil.app.house;

import dev.vigil.alerts.Alerts;
import dev.vigil.alerts.AlertsConfig;
import dev.vigil.app.client.Server;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.config.VigilConfig.Edge;
import dev.vigil.app.config.VigilConfig.Secret;
import dev.vigil.app.topics.TopicDrift;
import dev.vigil.app.topics.TopicProvisioner;
import dev.vigil.app.topics.TopicReport;
import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.fhir.FhirExport;
import dev.vigil.fhir.FhirExportConfig;
import dev.vigil.ingest.Ingest;
import dev.vigil.ingest.IngestConfig;
import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.mqtt.MqttConfig;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the services of one process, each by its own configuration, and waits until it is ready.
public final class Services {

    private static final Logger LOG = LoggerFactory.getLogger(Services.class);

    /// After a kill the streams rebuild their state from Kafka before they are ready.
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private final House house;
    private final VigilConfig config;
    private final PrometheusMeterRegistry meters;
    private final InstantSource clock;

    public Services(House house, VigilConfig config, InstantSource clock) {
        this.house = house;
        this.config = config;
        this.meters = Meters.ofThisProcess();
        this.clock = clock;
    }

    /// Asked before anything starts: half a house is of no use.
    ///
    /// @throws NotReady naming the port that is taken
    public void requireFreePorts() {
        requireFree("ingest.port", config.ingest());
        if (config.mqtt() != null) {
            requireFree(config.mqtt().tls() == null ? "mqtt.port" : "mqtt.tlsPort", config.mqtt());
        }
        requireFree("alerts.port", config.alerts());
        requireFree("streams.port", config.streams().edge());
        requireFree("fhir.port", config.fhir().edge());
    }

    /// A broker in this process, durable under the data directory.
    public KafkaConnection broker() {
        EmbeddedBroker broker = house.open("the embedded broker", () -> EmbeddedBroker.start(new BrokerConfig(
                config.store().broker(), config.kafka().embeddedPort(), config.store().durability())));
        return KafkaConnection.to(broker.bootstrapServers());
    }

    /// @throws NotReady when an existing topic has another number of partitions
    public void topics(KafkaConnection kafka) throws InterruptedException {
        try (TopicProvisioner provisioner = new TopicProvisioner(kafka)) {
            TopicReport report = provisioner.ensure(config.topics().partitions(), config.topics().replicationFactor());
            report.drift().forEach(drift -> LOG.warn("topic {}", drift));
            report.ofPartitions().stream().findFirst().map(TopicDrift::toString).ifPresent(drift -> {
                throw new NotReady(drift);
            });
        }
    }

    public Server streams(KafkaConnection kafka) {
        StreamsService streams = house.open("streams", () -> StreamsService.start(config.streams(), kafka, meters,
                clock));
        return server(config.streams().edge(), streams.port());
    }

    public Server alerts(KafkaConnection kafka) {
        Edge edge = config.alerts();
        Alerts alerts = house.open("alerts", () -> Alerts.start(new AlertsConfig(edge.host(), edge.port(),
                text(edge.token()), edge.tls(), config.store().directory().resolve("alerts"),
                config.streams().threads()), kafka,
                meters, clock));
        return server(edge, alerts.port());
    }

    public Server fhirExport(KafkaConnection kafka) {
        VigilConfig.Fhir fhir = config.fhir();
        FhirExportConfig exported = new FhirExportConfig(fhir.edge().host(), fhir.edge().port(), fhir.directory(),
                fhir.url(), fhir.mode(), fhir.createPatients(), fhir.flavour(), fhir.communications(), fhir.auth());
        FhirExport export = house.open("fhir-export", () -> FhirExport.start(exported, kafka, meters, clock));
        return server(fhir.edge(), export.port());
    }

    public Server ingest(KafkaConnection kafka) {
        Edge edge = config.ingest();
        Access access = new Access(edge.token() == null ? null : edge.token().accessToken(), config.jwt(), edge.tls());
        IngestConfig doors = new IngestConfig(edge.host(), edge.port(), access, config.ingestLimits(),
                config.mqtt() == null ? null
                        : MqttConfig.DEFAULTS.listeningOn(config.mqtt().host(), config.mqtt().port()),
                config.bridge());
        Ingest ingest = house.open("ingest", () -> Ingest.start(doors, kafka, meters, clock));
        return server(edge, ingest.port());
    }

    public void awaitReady(String service, Server server) throws InterruptedException {
        HealthProbe.awaitReady(service, server, READY_WITHIN, clock);
    }

    private static void requireFree(String setting, Edge edge) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(edge.host(), edge.port()));
        } catch (IOException e) {
            throw new NotReady("cannot listen on " + edge.host() + " port " + edge.port() + " (is it taken?); set "
                    + setting);
        }
    }

    private static @Nullable String text(@Nullable Secret token) {
        return token == null ? null : token.value();
    }

    private static Server server(Edge edge, int port) {
        return new Server(edge.onThisMachine(port), text(edge.token()), edge.tls());
    }
}
