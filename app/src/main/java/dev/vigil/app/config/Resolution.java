package dev.vigil.app.config;

import dev.vigil.app.config.VigilConfig.Edge;
import dev.vigil.app.config.VigilConfig.Secret;
import dev.vigil.http.tls.TlsFiles;
import dev.vigil.ingest.access.JwtTrust;
import dev.vigil.ingest.bridge.BridgeConfig;
import dev.vigil.ingest.reception.Limits;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Makes the tree of records out of the texts, and notes what a single text cannot show: files that are not there, an
/// open address without a secret.
final class Resolution {

    private static final int SHORTEST_TOKEN = 16;

    private final Configuration texts;
    private final List<String> problems;

    Resolution(Configuration texts, List<String> problems) {
        this.texts = texts;
        this.problems = problems;
    }

    VigilConfig resolve() {
        Path root = texts.value(Settings.DATA_DIRECTORY).orElse(Path.of(Settings.DATA_DIRECTORY.byDefault()));
        AccessResolution access = new AccessResolution(texts, problems, this::line);
        JwtTrust jwt = access.jwt();
        Edge ingest = edge(Settings.INGEST_HOST, Settings.INGEST_PORT,
                secret(Settings.INGEST_TOKEN, Settings.INGEST_TOKEN_FILE), access.ingestTls());
        Edge alerts = edge(Settings.ALERTS_HOST, Settings.ALERTS_PORT,
                secret(Settings.ALERTS_TOKEN, Settings.ALERTS_TOKEN_FILE), access.alertsTls());
        requireGuarded("ingest", ingest, jwt != null || asksForClientCertificates(ingest));
        requireGuarded("alerts", alerts, false);
        Edge mqtt = required(Settings.MQTT_ENABLED) ? edge(Settings.INGEST_HOST, ingest.tls() == null
                ? Settings.MQTT_PORT : Settings.MQTT_TLS_PORT, null, ingest.tls()) : null;
        VigilConfig config = new VigilConfig(new VigilConfig.Store(root, required(Settings.DATA_DURABILITY)), kafka(),
                ingest, alerts, streams(root), fhir(root, access), new VigilConfig.Topics(
                        required(Settings.TOPICS_PARTITIONS), required(Settings.TOPICS_REPLICATION_FACTOR)),
                jwt, ingestLimits(), mqtt, bridge(access));
        if (!problems.isEmpty()) {
            throw new ConfigurationRefused(problems);
        }
        return config;
    }

    private @Nullable BridgeConfig bridge(AccessResolution access) {
        return access.bridge(required(Settings.BRIDGE_VERSION), required(Settings.BRIDGE_TOPIC),
                required(Settings.BRIDGE_CLIENT_ID));
    }

    private Limits ingestLimits() {
        try {
            return new Limits(required(Settings.INGEST_MOST_BYTES), required(Settings.INGEST_MOST_READINGS),
                    required(Settings.INGEST_DEVICE_RATE), required(Settings.INGEST_CREDENTIAL_RATE),
                    required(Settings.INGEST_IN_FLIGHT_BYTES), required(Settings.INGEST_BODY_PATIENCE));
        } catch (IllegalArgumentException e) {
            problems.add("ingest." + e.getMessage());
            return Limits.DEFAULTS;
        }
    }

    private VigilConfig.Kafka kafka() {
        return new VigilConfig.Kafka(texts.value(Settings.KAFKA_BOOTSTRAP_SERVERS).orElse(null),
                texts.value(Settings.KAFKA_PROPERTIES_FILE).map(this::properties).orElse(Map.of()),
                required(Settings.KAFKA_PORT));
    }

    private VigilConfig.Streams streams(Path root) {
        return new VigilConfig.Streams(edge(Settings.STREAMS_HOST, Settings.STREAMS_PORT,
                secret(Settings.STREAMS_TOKEN, Settings.STREAMS_TOKEN_FILE), null),
                texts.value(Settings.STREAMS_ADVERTISED_HOST).orElse(null),
                texts.value(Settings.STREAMS_STATE_DIRECTORY).orElse(root.resolve("streams")),
                required(Settings.STREAMS_THREADS), required(Settings.STREAMS_PARKED_AT_MOST));
    }

    private VigilConfig.Fhir fhir(Path root, AccessResolution access) {
        URI url = texts.value(Settings.FHIR_URL).orElse(null);
        boolean communications = required(Settings.FHIR_COMMUNICATIONS);
        return new VigilConfig.Fhir(edge(Settings.FHIR_HOST, Settings.FHIR_PORT, null, null),
                url,
                texts.value(Settings.FHIR_DIRECTORY).orElse(root.resolve("fhir")),
                texts.value(Settings.FHIR_MODE).orElse(null), required(Settings.FHIR_CREATE_PATIENTS),
                required(Settings.FHIR_FLAVOUR), communications, access.fhir(url, communications));
    }

    private Edge edge(Setting<String> host, Setting<Integer> port, @Nullable Secret token, @Nullable TlsFiles tls) {
        return new Edge(required(host), required(port), token, tls);
    }

    /// Whoever can reach an open address can read and write patient data.
    private void requireGuarded(String service, Edge edge, boolean otherwise) {
        if (edge.token() == null && !otherwise && !AccessResolution.isLoopback(edge.host())) {
            problems.add(service + ".host " + edge.host() + " is not loopback: set " + service + ".token or " + service
                    + ".tokenFile");
        }
        if (edge.token() != null && edge.token().value().length() < SHORTEST_TOKEN
                && !AccessResolution.isLoopback(edge.host())) {
            problems.add(service + ".token is shorter than " + SHORTEST_TOKEN + " characters, which can be guessed");
        }
    }

    private static boolean asksForClientCertificates(Edge edge) {
        return edge.tls() != null && edge.tls().clientAuthorities() != null;
    }

    private @Nullable Secret secret(Setting<String> token, Setting<Path> tokenFile) {
        String text = texts.value(token).orElse(null);
        Path file = texts.value(tokenFile).orElse(null);
        if (text != null && file != null) {
            problems.add("set " + token.key() + " or " + tokenFile.key() + ", not both");
        }
        String secret = file == null ? text : line(tokenFile, file);
        return secret == null || secret.isBlank() ? null : new Secret(secret);
    }

    private @Nullable String line(Setting<Path> setting, Path file) {
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                problems.add(setting.key() + " " + file + " is empty");
            }
            return secret;
        } catch (IOException e) {
            problems.add(setting.key() + " " + file + " cannot be read");
            return null;
        }
    }

    private Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add(Settings.KAFKA_PROPERTIES_FILE.key() + " " + file + " cannot be read");
        }
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return texts;
    }

    /// The default where the text is wrong: the problem is noted, and nothing starts.
    private <T> T required(Setting<T> setting) {
        return texts.value(setting).orElseGet(() -> setting.format().parse().apply(setting.byDefault()));
    }
}
