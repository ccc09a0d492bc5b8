package dev.vigil.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vigil.broker.BrokerConfig.Durability;
import dev.vigil.fhir.auth.AuthSettings;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.rest.DeliveryMode;
import dev.vigil.http.tls.TlsFiles;
import dev.vigil.ingest.access.JwtTrust;
import dev.vigil.ingest.bridge.BridgeConfig;
import dev.vigil.ingest.bridge.BridgeConfig.Version;
import dev.vigil.ingest.bridge.ReadingsTopic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class ConfigurationTest {

    /// Of every setting: its key, its default, another value and where that shows.
    static final List<Arguments> SETTINGS = List.of(
            row("data.directory", Path.of("data"), "/srv/vigil", Path.of("/srv/vigil"), c -> c.store().directory()),
            row("data.durability", Durability.EVERY_APPEND, "os", Durability.OS, c -> c.store().durability()),
            row("kafka.bootstrapServers", null, "k1:9092", "k1:9092", c -> c.kafka().bootstrapServers()),
            row("kafka.port", 9092, "0", 0, c -> c.kafka().embeddedPort()),
            row("ingest.host", "127.0.0.1", "::1", "::1", c -> c.ingest().host()),
            row("ingest.port", 8081, "18081", 18081, c -> c.ingest().port()),
            row("mqtt.enabled", true, "false", false, c -> c.mqtt() != null),
            row("mqtt.port", 1883, "11883", 11883, c -> c.mqtt() == null ? null : c.mqtt().port()),
            row("ingest.token", null, "s3cret", new VigilConfig.Secret("s3cret"), c -> c.ingest().token()),
            row("ingest.mostBytes", 8 << 20, "4096", 4096, c -> c.ingestLimits().mostBytes()),
            row("ingest.mostReadings", 10_000, "5", 5, c -> c.ingestLimits().mostReadings()),
            row("ingest.deviceRate", 1_000, "2", 2, c -> c.ingestLimits().readingsPerSecondPerDevice()),
            row("ingest.credentialRate", 50_000, "3", 3, c -> c.ingestLimits().readingsPerSecondPerCredential()),
            row("ingest.inFlightBytes", 32L << 20, "67108864", 64L << 20, c -> c.ingestLimits().inFlightBytes()),
            row("ingest.bodyPatience", Duration.ofMinutes(1), "PT5S", Duration.ofSeconds(5),
                    c -> c.ingestLimits().bodyPatience()),
            row("alerts.host", "127.0.0.1", "localhost", "localhost", c -> c.alerts().host()),
            row("alerts.port", 8080, "18080", 18080, c -> c.alerts().port()),
            row("alerts.token", null, "s3cret", new VigilConfig.Secret("s3cret"), c -> c.alerts().token()),
            row("streams.host", "127.0.0.1", "0.0.0.0", "0.0.0.0", c -> c.streams().edge().host()),
            row("streams.port", 8082, "0", 0, c -> c.streams().edge().port()),
            row("streams.advertisedHost", null, "streams-2", "streams-2", c -> c.streams().advertisedHost()),
            row("streams.token", null, "s3cret", new VigilConfig.Secret("s3cret"), c -> c.streams().edge().token()),
            row("streams.stateDirectory", Path.of("data/streams"), "/fast", Path.of("/fast"),
                    c -> c.streams().stateDirectory()),
            row("streams.threads", 1, "4", 4, c -> c.streams().threads()),
            row("streams.parkedAtMost", Duration.ofHours(24), "PT2H", Duration.ofHours(2),
                    c -> c.streams().parkedAtMost()),
            row("fhir.host", "127.0.0.1", "0.0.0.0", "0.0.0.0", c -> c.fhir().edge().host()),
            row("fhir.port", 8083, "0", 0, c -> c.fhir().edge().port()),
            row("fhir.url", null, "https://ehr.example/fhir", URI.create("https://ehr.example/fhir"),
                    c -> c.fhir().url()),
            row("fhir.directory", Path.of("data/fhir"), "/export", Path.of("/export"), c -> c.fhir().directory()),
            row("fhir.mode", null, "conditional-create", DeliveryMode.CONDITIONAL_CREATE, c -> c.fhir().mode()),
            row("fhir.createPatients", false, "true", true, c -> c.fhir().createPatients()),
            row("fhir.flavour", Flavour.R4, "us-core", Flavour.US_CORE, c -> c.fhir().flavour()),
            row("fhir.communications", false, "true", true, c -> c.fhir().communications()),
            row("topics.partitions", 4, "12", 12, c -> c.topics().partitions()),
            row("topics.replicationFactor", 1, "3", 3, c -> c.topics().replicationFactor()));

    /// Settings that name a file or hold only together: they have tests of their own.
    private static final List<String> OF_OTHER_TESTS = List.of("kafka.propertiesFile", "ingest.tokenFile",
            "alerts.tokenFile", "streams.tokenFile", "ingest.tlsCertificateFile", "ingest.tlsKeyFile",
            "ingest.tlsPasswordFile",
            "ingest.tlsClientAuthoritiesFile", "alerts.tlsCertificateFile", "alerts.tlsKeyFile",
            "alerts.tlsPasswordFile", "ingest.jwtIssuer", "ingest.jwtAudience", "ingest.jwtKeysUrl",
            "ingest.jwtAlgorithms", "ingest.jwtDevicesClaim", "mqtt.tlsPort", "bridge.url", "bridge.version",
            "bridge.topic", "bridge.clientId", "bridge.user", "bridge.passwordFile", "bridge.authoritiesFile",
            "fhir.auth.clientId", "fhir.auth.keyFile", "fhir.auth.tokenUrl", "fhir.auth.scopes");

    @TempDir
    Path directory;

    @ParameterizedTest
    @FieldSource("SETTINGS")
    void shouldHaveOneDefaultAndTakeAnotherValueFromEverySource(String key, @Nullable Object byDefault, String text,
            Object expected, Function<VigilConfig, @Nullable Object> shown) throws IOException {
        assertThat(shown.apply(resolved(null, Map.of(), List.of()))).isEqualTo(byDefault);

        String[] path = key.split("\\.");
        Path file = file(path[0] + ":\n  " + path[1] + ": \"" + text + "\"\n");
        String variable = Settings.ofKey(key).orElseThrow().environmentName();
        assertThat(shown.apply(resolved(file, Map.of(), List.of()))).isEqualTo(expected);
        assertThat(shown.apply(resolved(null, Map.of(variable, text), List.of()))).isEqualTo(expected);
        assertThat(shown.apply(resolved(null, Map.of(), List.of(key + "=" + text)))).isEqualTo(expected);
    }

    @Test
    void shouldTakeAClientAndItsKeysTogether() throws IOException {
        Path keys = Files.writeString(directory.resolve("keys.json"), "{}");
        VigilConfig config = resolved(file("fhir:\n  auth:\n    clientId: vigil\n    keyFile: " + keys + "\n"),
                Map.of("VIGIL_FHIR_AUTH_TOKEN_URL", "https://auth.example/token"),
                List.of("fhir.auth.scopes=system/*.cruds"));
        assertThat(config.fhir().auth()).isEqualTo(new AuthSettings(URI.create("https://auth.example/token"), "vigil",
                keys, "system/*.cruds"));
        assertThat(resolved(null, Map.of(), List.of()).fhir().auth()).isNull();
        assertThat(scopes(keys, false)).contains("system/DetectedIssue.crus").doesNotContain("Communication");
        assertThat(scopes(keys, true)).contains("system/DetectedIssue.crus system/", "system/Communication.crus");
        assertThat(refused(null, Map.of(), List.of("fhir.auth.clientId=vigil")).problems()).singleElement().asString()
                .contains("fhir.auth.keyFile");
        assertThat(refused(null, Map.of(), List.of("fhir.auth.clientId=vigil", "fhir.auth.keyFile=" + keys,
                "fhir.url=http://ehr.example/fhir")).problems()).singleElement().asString().contains("fhir.url");
        assertThat(refused(null, Map.of(), List.of("fhir.auth.clientId=vigil", "fhir.auth.keyFile=" + keys,
                "fhir.auth.tokenUrl=http://auth.example/token")).problems()).singleElement().asString()
                .contains("https");
    }

    private String scopes(Path keys, boolean communications) {
        return Objects.requireNonNull(resolved(null, Map.of(), List.of("fhir.auth.clientId=vigil",
                "fhir.auth.keyFile=" + keys, "fhir.communications=" + communications)).fhir().auth()).scopes();
    }

    @Test
    void shouldTestEverySetting() {
        List<String> tested = new ArrayList<>(OF_OTHER_TESTS);
        SETTINGS.forEach(row -> tested.add((String) row.get()[0]));
        assertThat(Settings.all()).extracting(Setting::key).containsExactlyInAnyOrderElementsOf(tested);
    }

    @Test
    void shouldLetTheEnvironmentOverruleTheFileAndAFlagBoth() throws IOException {
        Path file = file("ingest:\n  port: 1001\nalerts:\n  port: 1002\nfhir:\n  port: 1003\n");
        VigilConfig config = resolved(file, Map.of("VIGIL_ALERTS_PORT", "2002", "VIGIL_FHIR_PORT", "2003"),
                List.of("fhir.port=3003"));
        assertThat(config.ingest().port()).isEqualTo(1001);
        assertThat(config.alerts().port()).isEqualTo(2002);
        assertThat(config.fhir().edge().port()).isEqualTo(3003);
    }

    @Test
    void shouldNameTheEnvironmentVariablesAsOperatorsExpect() {
        assertThat(Settings.KAFKA_BOOTSTRAP_SERVERS.environmentName()).isEqualTo("VIGIL_KAFKA_BOOTSTRAP_SERVERS");
        assertThat(Settings.FHIR_URL.environmentName()).isEqualTo("VIGIL_FHIR_URL");
    }

    @Test
    void shouldTellAllProblemsAtOnceWithTheNameThatWasProbablyMeant() throws IOException {
        Path file = file("ingest:\n  prot: 8081\nalerts:\n  port: high\n");
        ConfigurationRefused refused = refused(file, Map.of("VIGIL_FHIR_ULR", "x"), List.of("topics.partitions=0"));
        assertThat(refused.problems()).containsExactlyInAnyOrder(
                file + " line 2: unknown key \"ingest.prot\"; did you mean \"ingest.port\"?",
                file + " line 4: alerts.port must be a whole number from 0 to 65535, not \"high\"",
                "unknown environment variable \"VIGIL_FHIR_ULR\"; did you mean \"VIGIL_FHIR_URL\"?",
                "--set: topics.partitions must be a whole number from 1 to 1000, not \"0\"");
    }

    @Test
    void shouldRefuseAnOpenAddressWithoutASecret() {
        ConfigurationRefused refused = refused(null, Map.of(), List.of("ingest.host=0.0.0.0", "alerts.host=::"));
        assertThat(refused.problems()).containsExactly(
                "ingest.host 0.0.0.0 is not loopback: set ingest.token or ingest.tokenFile",
                "alerts.host :: is not loopback: set alerts.token or alerts.tokenFile");
        assertThat(resolved(null, Map.of(), List.of("ingest.host=0.0.0.0", "ingest.token=0123456789abcdef"))
                .ingest().host())
                .isEqualTo("0.0.0.0");
    }

    @Test
    void shouldReadSecretsFromFiles() throws IOException {
        Path secret = Files.writeString(directory.resolve("token"), "s3cret\n");
        VigilConfig config = resolved(null, Map.of(),
                List.of("ingest.tokenFile=" + secret, "alerts.tokenFile=" + secret));
        assertThat(config.ingest().token()).isEqualTo(new VigilConfig.Secret("s3cret"));
        assertThat(config.alerts().token()).isEqualTo(new VigilConfig.Secret("s3cret"));
        assertThat(refused(null, Map.of(), List.of("ingest.tokenFile=" + directory.resolve("none"))).problems())
                .singleElement().asString().contains("cannot be read");
        assertThat(refused(null, Map.of(), List.of("ingest.token=a", "ingest.tokenFile=" + secret)).problems())
                .containsExactly("set ingest.token or ingest.tokenFile, not both");
    }

    @Test
    void shouldReadWhatBelongsToASitesBroker() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "s3cret\n");
        assertThat(resolved(null, Map.of(), List.of("bridge.url=mqtt://broker.example")).bridge())
                .isEqualTo(new BridgeConfig(URI.create("mqtt://broker.example"), Version.FIVE, "vigil-ingest",
                        ReadingsTopic.of("vigil/+/readings"), null, null, null));
        assertThat(resolved(null, Map.of(), List.of("bridge.url=mqtts://broker.example:8884",
                "bridge.version=3.1.1", "bridge.clientId=vigil-2", "bridge.topic=$share/vigil/vigil/+/readings",
                "bridge.user=vigil",
                "bridge.passwordFile=" + password, "bridge.authoritiesFile=" + password)).bridge())
                .isEqualTo(new BridgeConfig(URI.create("mqtts://broker.example:8884"), Version.THREE, "vigil-2",
                        ReadingsTopic.of("$share/vigil/vigil/+/readings"), "vigil", "s3cret", password));
        assertThat(refused(null, Map.of(), List.of("bridge.user=vigil")).problems())
                .containsExactly("bridge.url is needed where anything else of the bridge is set");
        assertThat(refused(null, Map.of(), List.of("bridge.url=mqtt://broker.example", "bridge.passwordFile="
                + password)).problems()).containsExactly("bridge.passwordFile needs bridge.user",
                        "bridge.url must be mqtts where a password is shown");
        assertThat(refused(null, Map.of(), List.of("bridge.url=http://broker.example", "bridge.topic=vigil/#"))
                .problems()).containsExactlyInAnyOrder(
                        "--set: bridge.url must be an mqtt or mqtts address, not \"http://broker.example\"",
                        "--set: bridge.topic must be a topic filter that ends in /+/readings, such as vigil/+/readings,"
                                + " not \"vigil/#\"");
        assertThat(refused(null, Map.of(), List.of("bridge.url=mqtt://broker.example", "bridge.version=4")).problems())
                .containsExactly("--set: bridge.version must be 5 or 3.1.1, not \"4\"");
    }

    @Test
    void shouldRefuseASecretOfAnOpenAddressThatCanBeGuessed() {
        assertThat(refused(null, Map.of(), List.of("ingest.host=0.0.0.0", "ingest.token=guess-me")).problems())
                .containsExactly("ingest.token is shorter than 16 characters, which can be guessed");
    }

    @Test
    void shouldReadTheFilesOfTls() throws IOException {
        Path pem = Files.writeString(directory.resolve("some.pem"), "");
        Path password = Files.writeString(directory.resolve("password"), "s3cret\n");
        VigilConfig config = resolved(null, Map.of(), List.of("ingest.tlsCertificateFile=" + pem,
                "ingest.tlsKeyFile=" + pem, "ingest.tlsClientAuthoritiesFile=" + pem,
                "alerts.tlsCertificateFile=" + pem, "alerts.tlsPasswordFile=" + password));
        assertThat(config.ingest().tls()).isEqualTo(new TlsFiles(pem, pem, null, pem));
        assertThat(config.ingest().onThisMachine(1)).isEqualTo(URI.create("https://127.0.0.1:1"));
        assertThat(config.mqtt())
                .isEqualTo(new VigilConfig.Edge("127.0.0.1", 8883, null, new TlsFiles(pem, pem, null, pem)));
        assertThat(config.alerts().tls()).isEqualTo(new TlsFiles(pem, null, "s3cret", null));
        assertThat(refused(null, Map.of(), List.of("ingest.tlsKeyFile=" + pem, "alerts.tlsCertificateFile=nowhere"))
                .problems()).containsExactlyInAnyOrder(
                        "ingest.tlsCertificateFile is needed where anything else of TLS is set",
                        "alerts.tlsCertificateFile nowhere cannot be read");
    }

    @Test
    void shouldBelieveTheAccessTokensOfAnIssuerWhoseKeysAreKnown() {
        List<String> issuer = List.of("ingest.jwtIssuer=https://idp", "ingest.jwtKeysUrl=https://idp/keys");
        assertThat(resolved(null, Map.of(), List.of()).jwt()).isNull();
        assertThat(resolved(null, Map.of(), issuer).jwt()).isEqualTo(new JwtTrust("https://idp", "vigil-ingest",
                URI.create("https://idp/keys"), Set.of("RS256", "PS256", "ES256"), "devices"));
        assertThat(resolved(null, Map.of("VIGIL_INGEST_JWT_AUDIENCE", "us", "VIGIL_INGEST_JWT_ALGORITHMS",
                "ES384, RS512", "VIGIL_INGEST_JWT_DEVICES_CLAIM", "things"), issuer).jwt())
                .isEqualTo(new JwtTrust("https://idp", "us", URI.create("https://idp/keys"),
                        Set.of("ES384", "RS512"), "things"));
        assertThat(refused(null, Map.of(), List.of("ingest.jwtIssuer=x", "ingest.jwtAlgorithms=none")).problems())
                .hasSize(2).anyMatch(problem -> problem.contains("ingest.jwtKeysUrl, or neither"))
                .anyMatch(problem -> problem.contains("ingest.jwtAlgorithms must be one or more of RS256"));
        assertThat(refused(null, Map.of(), List.of("ingest.jwtIssuer=x", "ingest.jwtKeysUrl=http://idp.example/keys"))
                .problems()).singleElement().asString().contains("must be https");
    }

    @Test
    void shouldTakeAccessTokensAndClientCertificatesForCredentialsOfAnOpenAddress() throws IOException {
        Path pem = Files.writeString(directory.resolve("some.pem"), "");
        assertThat(resolved(null, Map.of(), List.of("ingest.host=0.0.0.0", "ingest.jwtIssuer=https://idp",
                "ingest.jwtKeysUrl=https://idp/keys")).ingest().token()).isNull();
        assertThat(resolved(null, Map.of(), List.of("ingest.host=0.0.0.0", "ingest.tlsCertificateFile=" + pem,
                "ingest.tlsKeyFile=" + pem, "ingest.tlsClientAuthoritiesFile=" + pem)).ingest().token()).isNull();
        assertThat(refused(null, Map.of(), List.of("ingest.host=0.0.0.0", "ingest.tlsCertificateFile=" + pem,
                "ingest.tlsKeyFile=" + pem)).problems()).singleElement().asString().contains("is not loopback");
    }

    @Test
    void shouldReadKafkaClientPropertiesFromAFile() throws IOException {
        Path properties = Files.writeString(directory.resolve("client.properties"), "security.protocol=SSL\n");
        VigilConfig config = resolved(null, Map.of(),
                List.of("kafka.propertiesFile=" + properties, "kafka.bootstrapServers=k1:9093"));
        assertThat(config.kafka().connection().orElseThrow().properties()).containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "k1:9093");
    }

    @Test
    void shouldPrintWhatIsInForceWithSecretsMasked() {
        List<String> lines = new ArrayList<>();
        Configuration.read(null, Map.of("VIGIL_INGEST_TOKEN", "s3cret"), List.of("ingest.port=99")).print(lines::add);
        assertThat(lines).hasSize(Settings.all().size()).noneMatch(line -> line.contains("s3cret"))
                .anyMatch(line -> line.startsWith("ingest.token: ***") && line.endsWith("(VIGIL_INGEST_TOKEN)"))
                .anyMatch(line -> line.startsWith("ingest.port: 99 ") && line.endsWith("(--set)"));
    }

    @Test
    void shouldSayWhichLineIsNotYaml() throws IOException {
        Path file = file("ingest:\n  port: [\n");
        assertThat(refused(file, Map.of(), List.of()).problems()).singleElement().asString()
                .startsWith(file + " line ").contains("is not YAML");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("vigil.yaml"), yaml);
    }

    private static VigilConfig resolved(@Nullable Path file, Map<String, String> environment, List<String> flags) {
        return Configuration.read(file, environment, flags).resolve();
    }

    private static ConfigurationRefused refused(@Nullable Path file, Map<String, String> environment,
            List<String> flags) {
        return catchThrowableOfType(ConfigurationRefused.class, () -> resolved(file, environment, flags));
    }

    private static Arguments row(String key, @Nullable Object byDefault, String text, Object expected,
            Function<VigilConfig, @Nullable Object> shown) {
        return Arguments.of(key, byDefault, text, expected, shown);
    }
}
