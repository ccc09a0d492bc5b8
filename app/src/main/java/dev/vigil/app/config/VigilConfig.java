package dev.vigil.app.config;

import dev.vigil.broker.BrokerConfig.Durability;
import dev.vigil.fhir.auth.AuthSettings;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.rest.DeliveryMode;
import dev.vigil.http.AccessToken;
import dev.vigil.http.tls.TlsFiles;
import dev.vigil.ingest.access.JwtTrust;
import dev.vigil.ingest.bridge.BridgeConfig;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.wire.KafkaConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The configuration, valid as a whole.
///
/// @param ingestLimits how much ingest takes
/// @param jwt whose access tokens ingest believes, null for nobody's
/// @param mqtt where MQTT devices connect to ingest, null where they cannot
/// @param bridge the site's own MQTT broker, null where there is none
public record VigilConfig(Store store, Kafka kafka, Edge ingest, Edge alerts, Streams streams, Fhir fhir,
        Topics topics, @Nullable JwtTrust jwt, Limits ingestLimits, @Nullable Edge mqtt,
        @Nullable BridgeConfig bridge) {

    /// What is kept on this machine.
    public record Store(Path directory, Durability durability) {

        public Path broker() {
            return directory.resolve("kafka");
        }
    }

    /// @param bootstrapServers of an existing Kafka, null where there is none
    /// @param clientProperties may hold passwords
    public record Kafka(@Nullable String bootstrapServers, Map<String, String> clientProperties, int embeddedPort) {

        public Kafka {
            clientProperties = Map.copyOf(clientProperties);
        }

        public Optional<KafkaConnection> connection() {
            return Optional.ofNullable(bootstrapServers).map(servers -> new KafkaConnection(servers, clientProperties));
        }

        @Override
        public String toString() {
            return "Kafka[" + bootstrapServers + "]";
        }
    }

    /// Where a service listens, the secret its callers show, and its certificate.
    ///
    /// @param tls null for plain HTTP
    public record Edge(String host, int port, @Nullable Secret token, @Nullable TlsFiles tls) {

        /// Where this machine reaches the service; one that listens on every address is reached on loopback.
        public URI onThisMachine(int actualPort) {
            String reached = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
            return URI.create((tls == null ? "http://" : "https://")
                    + (reached.contains(":") ? "[" + reached + "]" : reached) + ":" + actualPort);
        }
    }

    /// A secret that prints as stars.
    public record Secret(String value) {

        public AccessToken accessToken() {
            return new AccessToken(value);
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    /// @param advertisedHost null for the edge's own
    public record Streams(Edge edge, @Nullable String advertisedHost, Path stateDirectory, int threads,
            Duration parkedAtMost) {
    }

    /// @param url null where files are written
    /// @param communications whether deliveries of alerts are exported
    /// @param auth null where the FHIR server lets everybody in
    /// @param mode null to go by the server's CapabilityStatement
    public record Fhir(Edge edge, @Nullable URI url, Path directory, @Nullable DeliveryMode mode,
            boolean createPatients, Flavour flavour, boolean communications, @Nullable AuthSettings auth) {
    }

    public record Topics(int partitions, int replicationFactor) {
    }
}
