package dev.vigil.app.house;

import dev.vigil.alerts.Alerts;
import dev.vigil.alerts.AlertsConfig;
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
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
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

    public URI streams(KafkaConnection kafka) {
        StreamsService streams = house.open("streams", () -> StreamsService.start(config.streams(), kafka, meters,
                clock));
        return base(config.streams().edge(), streams.port());
    }

    public URI alerts(KafkaConnection kafka) {
        Edge edge = config.alerts();
        Alerts alerts = house.open("alerts", () -> Alerts.start(new AlertsConfig(edge.host(), edge.port(),
                text(edge.token()), config.store().directory().resolve("alerts"), config.streams().threads()), kafka,
                meters, clock));
        return base(edge, alerts.port());
    }

    public URI fhirExport(KafkaConnection kafka) {
        VigilConfig.Fhir fhir = config.fhir();
        FhirExport export = house.open("fhir-export", () -> FhirExport.start(new FhirExportConfig(fhir.edge().host(),
                fhir.edge().port(), fhir.directory(), fhir.url(), fhir.createPatients()), kafka, meters, clock));
        return base(fhir.edge(), export.port());
    }

    public URI ingest(KafkaConnection kafka) {
        Edge edge = config.ingest();
        Ingest ingest = house.open("ingest", () -> Ingest.start(IngestConfig.DEFAULTS.listeningOn(edge.host(),
                edge.port(), edge.token() == null ? null : edge.token().accessToken()), kafka, meters, clock));
        return base(edge, ingest.port());
    }

    public void awaitReady(String service, URI base) throws InterruptedException {
        HealthProbe.awaitReady(service, base, READY_WITHIN, clock);
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

    /// Where this process reaches the service; one that listens on every address is reached on loopback.
    private static URI base(Edge edge, int port) {
        String host = edge.host().equals("0.0.0.0") || edge.host().equals("::") ? "127.0.0.1" : edge.host();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
}
