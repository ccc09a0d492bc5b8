package dev.vigil.app.config;

import dev.vigil.broker.BrokerConfig.Durability;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.rest.DeliveryMode;
import dev.vigil.ingest.access.JwtTrust;
import dev.vigil.ingest.bridge.BridgeConfig;
import dev.vigil.ingest.bridge.ReadingsTopic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every setting there is.
public final class Settings {

    private static final String LOOPBACK = "127.0.0.1";

    public static final Setting<Path> DATA_DIRECTORY = Setting.of("data.directory", "data", Format.PATH,
            "where the embedded broker, the streams' state and the FHIR files are kept");
    public static final Setting<Durability> DATA_DURABILITY = Setting.of("data.durability", "every-append",
            Format.oneOf(Durability.values()), "when the embedded broker's appends are safe: every-append or os");

    public static final Setting<String> KAFKA_BOOTSTRAP_SERVERS = Setting.of("kafka.bootstrapServers", "",
            Format.TEXT, "an existing Kafka, for services that run one by one");
    public static final Setting<Path> KAFKA_PROPERTIES_FILE = Setting.of("kafka.propertiesFile", "", Format.PATH,
            "a file of Kafka client properties (security.protocol, sasl.*, ssl.*)");
    public static final Setting<Integer> KAFKA_PORT = Setting.of("kafka.port", "9092", Format.PORT,
            "loopback port of the embedded broker; 0 takes a free one");

    public static final Setting<String> INGEST_HOST = Setting.of("ingest.host", LOOPBACK, Format.TEXT,
            "address that ingest listens on");
    public static final Setting<Integer> INGEST_PORT = Setting.of("ingest.port", "8081", Format.PORT,
            "port of ingest; 0 takes a free one");
    public static final Setting<String> INGEST_TOKEN = Setting.secret("ingest.token",
            "the operator's secret: administers credentials, may push for every device");
    public static final Setting<Path> INGEST_TOKEN_FILE = Setting.of("ingest.tokenFile", "", Format.PATH,
            "file that holds ingest.token");

    public static final Setting<Integer> INGEST_MOST_BYTES = Setting.of("ingest.mostBytes", "8388608",
            Format.whole(1024, 32 << 20), "bytes of one request, after unpacking");
    public static final Setting<Integer> INGEST_MOST_READINGS = Setting.of("ingest.mostReadings", "10000",
            Format.whole(1, 100_000), "readings of one request");
    public static final Setting<Integer> INGEST_DEVICE_RATE = Setting.of("ingest.deviceRate", "1000",
            Format.whole(1, 1_000_000), "readings a second of one device, twenty seconds' worth at once");
    public static final Setting<Integer> INGEST_CREDENTIAL_RATE = Setting.of("ingest.credentialRate", "50000",
            Format.whole(1, 10_000_000), "readings a second of one credential, twenty seconds' worth at once");
    public static final Setting<Integer> INGEST_IN_FLIGHT_BYTES = Setting.of("ingest.inFlightBytes", "33554432",
            Format.whole(1024, 1 << 30), "bytes of bodies held at once; senders beyond it are asked to come back");
    public static final Setting<Duration> INGEST_BODY_PATIENCE = Setting.of("ingest.bodyPatience", "PT1M",
            Format.DURATION, "how long a body may take to arrive");

    public static final Setting<Path> INGEST_TLS_CERTIFICATE_FILE = Setting.of("ingest.tlsCertificateFile", "",
            Format.PATH, "certificate of ingest, PEM or PKCS #12; plain HTTP where not set");
    public static final Setting<Path> INGEST_TLS_KEY_FILE = Setting.of("ingest.tlsKeyFile", "", Format.PATH,
            "key of a PEM certificate, PKCS #8");
    public static final Setting<Path> INGEST_TLS_PASSWORD_FILE = Setting.of("ingest.tlsPasswordFile", "",
            Format.PATH, "file that holds the password of a PKCS #12 file");
    public static final Setting<Path> INGEST_TLS_CLIENT_AUTHORITIES_FILE = Setting.of(
            "ingest.tlsClientAuthoritiesFile", "", Format.PATH,
            "PEM of those whose client certificates are believed; none are asked for where not set");

    public static final Setting<String> INGEST_JWT_ISSUER = Setting.of("ingest.jwtIssuer", "", Format.TEXT,
            "issuer whose access tokens are believed; none where not set");
    public static final Setting<String> INGEST_JWT_AUDIENCE = Setting.of("ingest.jwtAudience", "vigil-ingest",
            Format.TEXT, "audience that an access token must be for");
    public static final Setting<URI> INGEST_JWT_KEYS_URL = Setting.of("ingest.jwtKeysUrl", "", Format.HTTP_URL,
            "address of the issuer's JWKS; https, but for loopback");
    public static final Setting<Set<String>> INGEST_JWT_ALGORITHMS = Setting.of("ingest.jwtAlgorithms",
            "RS256,PS256,ES256", Format.setOf(JwtTrust.KNOWN_ALGORITHMS), "how an access token may be signed");
    public static final Setting<String> INGEST_JWT_DEVICES_CLAIM = Setting.of("ingest.jwtDevicesClaim", "devices",
            Format.TEXT, "claim that lists the devices an access token is for; * in it stands for all");

    public static final Setting<Boolean> MQTT_ENABLED = Setting.of("mqtt.enabled", "true", Format.SWITCH,
            "whether MQTT devices can connect to ingest");
    public static final Setting<Integer> MQTT_PORT = Setting.of("mqtt.port", "1883", Format.PORT,
            "port of ingest for MQTT, where ingest has no certificate; 0 takes a free one");
    public static final Setting<Integer> MQTT_TLS_PORT = Setting.of("mqtt.tlsPort", "8883", Format.PORT,
            "port of ingest for MQTT over TLS, where ingest has a certificate; 0 takes a free one");

    public static final Setting<URI> BRIDGE_URL = Setting.of("bridge.url", "", Format.MQTT_URL,
            "address of the site's own MQTT broker at which ingest subscribes; none where not set");
    public static final Setting<BridgeConfig.Version> BRIDGE_VERSION = Setting.of("bridge.version", "5",
            Format.MQTT_VERSION, "MQTT version of that broker: 5 or 3.1.1");
    public static final Setting<ReadingsTopic> BRIDGE_TOPIC = Setting.of("bridge.topic", "vigil/+/readings",
            Format.READINGS_TOPIC, "what ingest subscribes to there");
    public static final Setting<String> BRIDGE_CLIENT_ID = Setting.of("bridge.clientId", "vigil-ingest", Format.TEXT,
            "client id of this instance alone, the same after a restart");
    public static final Setting<String> BRIDGE_USER = Setting.of("bridge.user", "", Format.TEXT,
            "user name that the broker knows ingest by");
    public static final Setting<Path> BRIDGE_PASSWORD_FILE = Setting.of("bridge.passwordFile", "", Format.PATH,
            "file that holds the password for the broker");
    public static final Setting<Path> BRIDGE_AUTHORITIES_FILE = Setting.of("bridge.authoritiesFile", "", Format.PATH,
            "PEM of those that may sign the broker's certificate; those that Java believes where not set");

    public static final Setting<String> ALERTS_HOST = Setting.of("alerts.host", LOOPBACK, Format.TEXT,
            "address that the care-team page and API listen on");
    public static final Setting<Integer> ALERTS_PORT = Setting.of("alerts.port", "8080", Format.PORT,
            "port of the care-team page and API; 0 takes a free one");
    public static final Setting<String> ALERTS_TOKEN = Setting.secret("alerts.token",
            "secret that users of the care-team page and API show");
    public static final Setting<Path> ALERTS_TOKEN_FILE = Setting.of("alerts.tokenFile", "", Format.PATH,
            "file that holds alerts.token");

    public static final Setting<Path> ALERTS_TLS_CERTIFICATE_FILE = Setting.of("alerts.tlsCertificateFile", "",
            Format.PATH, "certificate of the care-team page and API, PEM or PKCS #12; plain HTTP where not set");
    public static final Setting<Path> ALERTS_TLS_KEY_FILE = Setting.of("alerts.tlsKeyFile", "", Format.PATH,
            "key of a PEM certificate, PKCS #8");
    public static final Setting<Path> ALERTS_TLS_PASSWORD_FILE = Setting.of("alerts.tlsPasswordFile", "",
            Format.PATH, "file that holds the password of a PKCS #12 file");

    public static final Setting<String> STREAMS_HOST = Setting.of("streams.host", LOOPBACK, Format.TEXT,
            "address that the streams' query API, health and metrics listen on");
    public static final Setting<Integer> STREAMS_PORT = Setting.of("streams.port", "8082", Format.PORT,
            "port of the streams' query API, health and metrics; 0 takes a free one");
    public static final Setting<String> STREAMS_ADVERTISED_HOST = Setting.of("streams.advertisedHost", "",
            Format.TEXT, "name by which other instances of streams reach this one; streams.host where not set, or "
                    + "this machine's name where that is every address");
    public static final Setting<String> STREAMS_TOKEN = Setting.secret("streams.token",
            "secret that callers of the streams' query API show; without it the API is for this machine alone");
    public static final Setting<Path> STREAMS_TOKEN_FILE = Setting.of("streams.tokenFile", "", Format.PATH,
            "file that holds streams.token");
    public static final Setting<Path> STREAMS_STATE_DIRECTORY = Setting.of("streams.stateDirectory", "",
            Format.PATH, "state of this instance alone; DATA/streams where not set");
    public static final Setting<Integer> STREAMS_THREADS = Setting.of("streams.threads", "1", Format.whole(1, 64),
            "threads of each streams application in this process");

    public static final Setting<Duration> STREAMS_PARKED_AT_MOST = Setting.of("streams.parkedAtMost", "PT24H",
            Format.DURATION, "how long a reading waits for its device to be assigned before it is quarantined");

    public static final Setting<String> FHIR_HOST = Setting.of("fhir.host", LOOPBACK, Format.TEXT,
            "address that the FHIR export's health and metrics listen on");
    public static final Setting<Integer> FHIR_PORT = Setting.of("fhir.port", "8083", Format.PORT,
            "port of the FHIR export's health and metrics; 0 takes a free one");
    public static final Setting<URI> FHIR_URL = Setting.of("fhir.url", "", Format.HTTP_URL,
            "base address of the FHIR server; files are written where not set");
    public static final Setting<Path> FHIR_DIRECTORY = Setting.of("fhir.directory", "", Format.PATH,
            "where FHIR files are written; DATA/fhir where not set");
    public static final Setting<DeliveryMode> FHIR_MODE = Setting.of("fhir.mode", "",
            Format.oneOf(DeliveryMode.values()),
            "put, conditional-update, conditional-create or single-post; by the CapabilityStatement where not set");
    public static final Setting<Boolean> FHIR_CREATE_PATIENTS = Setting.of("fhir.createPatients", "false",
            Format.SWITCH,
            "whether to create a Patient that the FHIR server does not know; if not, its resources wait");

    public static final Setting<Flavour> FHIR_FLAVOUR = Setting.of("fhir.flavour", "r4",
            Format.oneOf(Flavour.values()), "which profiles resources meet: r4, or us-core for US Core 6.1.0 as well");

    public static final Setting<Boolean> FHIR_COMMUNICATIONS = Setting.of("fhir.communications", "false",
            Format.SWITCH, "whether deliveries of alerts are exported as Communication");

    public static final Setting<String> FHIR_AUTH_CLIENT_ID = Setting.of("fhir.auth.clientId", "", Format.TEXT,
            "our client id at the FHIR server's authorization server; no tokens are asked for where not set");
    public static final Setting<Path> FHIR_AUTH_KEY_FILE = Setting.of("fhir.auth.keyFile", "", Format.PATH,
            "JWKS of our private keys, P-384 or RSA; ./vigil fhir new-key makes it");
    public static final Setting<URI> FHIR_AUTH_TOKEN_URL = Setting.of("fhir.auth.tokenUrl", "", Format.HTTP_URL,
            "where tokens come from; the FHIR server is asked where not set");
    public static final Setting<String> FHIR_AUTH_SCOPES = Setting.of("fhir.auth.scopes", "", Format.TEXT,
            "scopes to ask for, separated by spaces; system/….crus of each exported type where not set");

    public static final Setting<Integer> TOPICS_PARTITIONS = Setting.of("topics.partitions", "4",
            Format.whole(1, 1000), "partitions of each topic, for life: the most instances that share the work");
    public static final Setting<Integer> TOPICS_REPLICATION_FACTOR = Setting.of("topics.replicationFactor", "1",
            Format.whole(1, 9), "copies of each topic; 3 on a cluster");

    private Settings() {
    }

    public static List<Setting<?>> all() {
        return List.of(DATA_DIRECTORY, DATA_DURABILITY, KAFKA_BOOTSTRAP_SERVERS, KAFKA_PROPERTIES_FILE, KAFKA_PORT,
                INGEST_HOST, INGEST_PORT, INGEST_TOKEN, INGEST_TOKEN_FILE, INGEST_MOST_BYTES,
                INGEST_MOST_READINGS, INGEST_DEVICE_RATE, INGEST_CREDENTIAL_RATE, INGEST_IN_FLIGHT_BYTES,
                INGEST_BODY_PATIENCE, INGEST_TLS_CERTIFICATE_FILE,
                INGEST_TLS_KEY_FILE, INGEST_TLS_PASSWORD_FILE, INGEST_TLS_CLIENT_AUTHORITIES_FILE, INGEST_JWT_ISSUER,
                INGEST_JWT_AUDIENCE, INGEST_JWT_KEYS_URL, INGEST_JWT_ALGORITHMS, INGEST_JWT_DEVICES_CLAIM,
                MQTT_ENABLED, MQTT_PORT, MQTT_TLS_PORT, BRIDGE_URL, BRIDGE_VERSION, BRIDGE_TOPIC,
                BRIDGE_CLIENT_ID, BRIDGE_USER, BRIDGE_PASSWORD_FILE, BRIDGE_AUTHORITIES_FILE, ALERTS_HOST, ALERTS_PORT,
                ALERTS_TOKEN, ALERTS_TOKEN_FILE,
                ALERTS_TLS_CERTIFICATE_FILE,
                ALERTS_TLS_KEY_FILE, ALERTS_TLS_PASSWORD_FILE, STREAMS_HOST, STREAMS_PORT, STREAMS_ADVERTISED_HOST,
                STREAMS_TOKEN,
                STREAMS_TOKEN_FILE, STREAMS_STATE_DIRECTORY,
                STREAMS_THREADS,
                STREAMS_PARKED_AT_MOST, FHIR_HOST, FHIR_PORT, FHIR_URL, FHIR_DIRECTORY, FHIR_MODE,
                FHIR_CREATE_PATIENTS, FHIR_FLAVOUR, FHIR_COMMUNICATIONS, FHIR_AUTH_CLIENT_ID, FHIR_AUTH_KEY_FILE,
                FHIR_AUTH_TOKEN_URL,
                FHIR_AUTH_SCOPES,
                TOPICS_PARTITIONS,
                TOPICS_REPLICATION_FACTOR);
    }

    static Optional<Setting<?>> ofKey(String key) {
        return all().stream().filter(setting -> setting.key().equals(key)).findFirst();
    }

    static Optional<Setting<?>> ofEnvironmentName(String name) {
        return all().stream().filter(setting -> setting.environmentName().equals(name)).findFirst();
    }
}
