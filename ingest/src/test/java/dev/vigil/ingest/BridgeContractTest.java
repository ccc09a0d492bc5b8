package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.vigil.domain.reading.Reading;
import dev.vigil.http.tls.TestAuthority;
import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.bridge.BridgeConfig;
import dev.vigil.ingest.bridge.BridgeConfig.Version;
import dev.vigil.ingest.bridge.ReadingsTopic;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Readings that devices publish to a site's own broker, a real Mosquitto.
class BridgeContractTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:41:05Z");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private TestKafka kafka;

    @BeforeEach
    void open() {
        kafka = TestKafka.start(directory.resolve("kafka"), 0);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void shouldTakeReadingsAndTellTheirOutcomes() throws InterruptedException {
        try (SiteBroker site = SiteBroker.start(directory); Ingest ingest = start(plain(site.address("mqtt")))) {
            awaitSubscribed();
            Mqtt5BlockingClient device = device(site);
            BlockingQueue<Mqtt5Publish> outcomes = new LinkedBlockingQueue<>();
            device.toAsync().subscribeWith().topicFilter("vigil/cuff-1/outcomes").callback(outcomes::add).send().join();
            device.publish(Mqtt5Publish.builder().topic("vigil/cuff-1/readings").qos(MqttQos.AT_LEAST_ONCE)
                    .payload(("[" + reading(1).replace("71", "3") + ", {\"deviceId\": \"another\"}]")
                            .getBytes(StandardCharsets.UTF_8))
                    .correlationData("m-1".getBytes(StandardCharsets.UTF_8)).userProperties()
                    .add("sentAt", "2026-11-22T10:41:04Z").add("acceptLanguage", "de").applyUserProperties().build());
            Mqtt5Publish outcome = outcomes.poll(10, TimeUnit.SECONDS);
            assertThat(text(outcome)).contains("\"accepted\":1").contains("\"index\":1").contains("malformed")
                    .contains("Bitte");
            assertThat(outcome.getCorrelationData()).isPresent();
            assertThat(readingsOf("cuff-1")).singleElement().satisfies(reading -> {
                assertThat(reading.door()).isEqualTo(dev.vigil.domain.reading.Door.MQTT);
                assertThat(reading.sentAt()).isEqualTo(Instant.parse("2026-11-22T10:41:04Z"));
                assertThat(reading.gateway()).isEqualTo("mqtt-broker");
            });
            publish(device, "cuff-1", "{");
            assertThat(text(outcomes.poll(10, TimeUnit.SECONDS))).contains("unreadable-body");
            device.publishWith().topic("vigil/no device/readings").qos(MqttQos.AT_LEAST_ONCE).send();
            await().untilAsserted(() -> assertThat(registry.get("vigil.bridge.refused").counter().count()).isOne());
            assertThat(ingest.port()).isPositive();
            device.disconnect();
        }
    }

    @Test
    void shouldSpeakVersion3WithABrokerThatSpeaksNoOther() throws InterruptedException {
        try (SiteBroker site = SiteBroker.start(directory);
                Ingest ingest = start(plain(site.address("mqtt"), Version.THREE))) {
            awaitSubscribed();
            assertThat(Files.readString(directory.resolve("mosquitto.log"))).contains("as vigil (p2, c0");
            Mqtt3BlockingClient device = MqttClient.builder().useMqttVersion3().identifier("cuff-1")
                    .serverHost("127.0.0.1").serverPort(site.port()).buildBlocking();
            device.connect();
            BlockingQueue<Mqtt3Publish> outcomes = new LinkedBlockingQueue<>();
            device.toAsync().subscribeWith().topicFilter("vigil/cuff-1/outcomes").callback(outcomes::add).send().join();
            device.publishWith().topic("vigil/cuff-1/readings").qos(MqttQos.AT_LEAST_ONCE)
                    .payload(reading(1).getBytes(StandardCharsets.UTF_8)).send();
            assertThat(new String(outcomes.poll(10, TimeUnit.SECONDS).getPayloadAsBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"accepted\":1,\"rejected\":[]}");
            assertThat(readingsOf("cuff-1")).hasSize(1);
            assertThat(ingest.port()).isPositive();
            device.disconnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldHearThatADeviceIsGone() {
        try (SiteBroker site = SiteBroker.start(directory); Ingest ingest = start(plain(site.address("mqtt")))) {
            awaitSubscribed();
            Mqtt5BlockingClient device = MqttClient.builder().useMqttVersion5().identifier("cuff-1")
                    .serverHost("127.0.0.1").serverPort(site.port()).buildBlocking();
            device.connectWith().willPublish().topic("vigil/cuff-1/status")
                    .payload("offline".getBytes(StandardCharsets.UTF_8)).applyWillPublish().send();
            device.publishWith().topic("vigil/cuff-1/status").payload("online".getBytes(StandardCharsets.UTF_8)).send();
            device.disconnectWith().reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE).send();
            await().untilAsserted(() -> assertThat(registry.get("vigil.bridge.offline").counter().count()).isOne());
            assertThat(registry.get("vigil.bridge.refused").counter().count()).isZero();
            assertThat(registry.get("vigil.devices.offline").gauge().value()).isOne();
            assertThat(ingest.port()).isPositive();
        }
    }

    @Test
    void shouldStartBeforeTheBrokerAndComeBackToIt() {
        SiteBroker site = SiteBroker.start(directory);
        site.stop();
        try (Ingest ingest = start(plain(site.address("mqtt")))) {
            assertThat(ingest.port()).isPositive();
            site.startAgain();
            awaitSubscribed();
            site.stop();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(subscribed()).isZero());
            site.startAgain();
            Mqtt5BlockingClient device = device(site);
            publish(device, "cuff-1", reading(1));
            awaitReadings(1);
            device.disconnect();
        } finally {
            site.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void shouldLeaveWithTheBrokerWhatKafkaDoesNotHave(Version version) {
        try (SiteBroker site = SiteBroker.start(directory)) {
            int kafkaPort = kafka.port();
            Ingest first = start(plain(site.address("mqtt"), version));
            awaitSubscribed();
            Mqtt5BlockingClient device = device(site);
            publish(device, "cuff-1", reading(0));
            awaitReadings(1);
            kafka.close();
            IntStream.range(1, 200).forEach(i -> publish(device, "cuff-1", reading(i)));
            await().untilAsserted(() -> assertThat(registry.get("vigil.bridge.inflight").gauge().value())
                    .isGreaterThan(1));
            first.close();
            site.stop();
            site.startAgain();
            kafka = TestKafka.start(directory.resolve("kafka"), kafkaPort);
            try (Ingest second = start(plain(site.address("mqtt"), version))) {
                assertThat(second.port()).isPositive();
                awaitReadings(200);
            }
        }
    }

    @Test
    void shouldGoOnByItselfWhenKafkaIsBack() {
        try (SiteBroker site = SiteBroker.start(directory); Ingest ingest = start(plain(site.address("mqtt")))) {
            int kafkaPort = kafka.port();
            awaitSubscribed();
            Mqtt5BlockingClient device = device(site);
            kafka.close();
            IntStream.range(0, 500).forEach(i -> publish(device, "cuff-1", reading(i)));
            kafka = TestKafka.start(directory.resolve("kafka"), kafkaPort);
            awaitReadings(500);
            assertThat(ingest.port()).isPositive();
            device.disconnect();
        }
    }

    /// The broker keeps what follows; nothing of it is lost.
    @Test
    void shouldLetADeviceWaitThatSendsFasterThanItMay() {
        Limits limits = new Limits(8 << 20, 10_000, 10, 50_000, 32L << 20, Duration.ofMinutes(1));
        try (SiteBroker site = SiteBroker.start(directory);
                Ingest ingest = Ingest.start(new IngestConfig("127.0.0.1", 0, Access.OPEN, limits)
                        .with(plain(site.address("mqtt"))), kafka.connection(), registry, InstantSource.system())) {
            awaitSubscribed();
            Mqtt5BlockingClient device = device(site);
            publish(device, "cuff-1", IntStream.range(0, 220).mapToObj(BridgeContractTest::reading)
                    .collect(Collectors.joining(",", "[", "]")));
            publish(device, "cuff-2", reading(0));
            await().atMost(PATIENCE).until(() -> !readingsOf("cuff-2").isEmpty());
            assertThat(readingsOf("cuff-1")).as("twenty seconds' worth at once, the others wait").hasSize(200);
            assertThat(registry.get("vigil.bridge.inflight").gauge().value()).isGreaterThanOrEqualTo(1);
            awaitReadings(220);
            await().untilAsserted(() -> assertThat(registry.get("vigil.bridge.inflight").gauge().value()).isZero());
            assertThat(ingest.port()).isPositive();
            device.disconnect();
        }
    }

    @Test
    void shouldShareTheMessagesAmongInstances() {
        ReadingsTopic shared = ReadingsTopic.of("$share/vigil/vigil/+/readings");
        try (SiteBroker site = SiteBroker.start(directory);
                Ingest one = start(
                        new BridgeConfig(site.address("mqtt"), Version.FIVE, "vigil-1", shared, null, null, null))) {
            awaitSubscribed();
            PrometheusMeterRegistry others = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            try (Ingest two =
                    start(new BridgeConfig(site.address("mqtt"), Version.FIVE, "vigil-2", shared, null, null, null),
                            kafka.connection(), others)) {
                await().atMost(PATIENCE)
                        .until(() -> others.get("vigil.bridge.subscribed").gauge().value() == 1);
                Mqtt5BlockingClient device = device(site);
                IntStream.range(0, 40).forEach(i -> publish(device, "cuff-1", reading(i)));
                awaitReadings(40);
                assertThat(readingsOf("cuff-1")).as("each once").hasSize(40);
                assertThat(others.get("vigil.bridge.messages").counter().count()).isBetween(1.0, 39.0);
                assertThat(one.port()).isNotEqualTo(two.port());
            }
        }
    }

    @Test
    void shouldConnectByTlsWithAPassword() throws IOException, InterruptedException {
        TestAuthority authority = new TestAuthority("Site");
        Path authorities = authority.write(directory.resolve("site.pem"));
        authority.write(directory, authority.issueForLoopback(), authorities);
        Path passwords = Files.createFile(directory.resolve("passwords"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        assertThat(new ProcessBuilder("mosquitto_passwd", "-b", passwords.toString(), "vigil", "s3cret").start()
                .waitFor()).isZero();
        try (SiteBroker site = SiteBroker.start(directory, "allow_anonymous false", "password_file " + passwords,
                "certfile " + directory.resolve("certificate.pem"), "keyfile " + directory.resolve("key.pem"))) {
            try (Ingest ingest =
                    start(new BridgeConfig(site.address("mqtts"), Version.FIVE, "vigil", topic(), "vigil", "s3cret",
                            authorities))) {
                assertThat(ingest.port()).isPositive();
                awaitSubscribed();
            }
            PrometheusMeterRegistry others = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            try (Ingest doubtful =
                    start(new BridgeConfig(site.address("mqtts"), Version.FIVE, "vigil", topic(), "vigil", "s3cret",
                            null), kafka.connection(), others);
                    Door door = new Door(doubtful.port())) {
                await().atMost(PATIENCE).until(() -> door.get("/health/ready").status() == 200);
                assertThat(others.get("vigil.bridge.subscribed").gauge().value()).as("a signature nobody knows")
                        .isZero();
            }
        }
    }

    private Ingest start(BridgeConfig bridge) {
        return start(bridge, kafka.connection(), registry);
    }

    private static Ingest start(BridgeConfig bridge, KafkaConnection kafka, PrometheusMeterRegistry registry) {
        return Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null).with(bridge), kafka, registry,
                () -> NOW);
    }

    private static BridgeConfig plain(URI broker) {
        return plain(broker, Version.FIVE);
    }

    private static BridgeConfig plain(URI broker, Version version) {
        return new BridgeConfig(broker, version, "vigil", topic(), null, null, null);
    }

    private static ReadingsTopic topic() {
        return ReadingsTopic.of("vigil/+/readings");
    }

    private double subscribed() {
        return registry.get("vigil.bridge.subscribed").gauge().value();
    }

    private void awaitSubscribed() {
        await().atMost(PATIENCE).until(() -> subscribed() == 1);
    }

    private void awaitReadings(int count) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> assertThat(
                readingsOf("cuff-1").stream().map(reading -> reading.id().value()).distinct()).hasSize(count));
    }

    private static Mqtt5BlockingClient device(SiteBroker site) {
        Mqtt5BlockingClient device = MqttClient.builder().useMqttVersion5().identifier("cuff-1")
                .serverHost("127.0.0.1").serverPort(site.port()).buildBlocking();
        device.connect();
        return device;
    }

    private static void publish(Mqtt5BlockingClient device, String id, String payload) {
        device.publishWith().topic("vigil/" + id + "/readings").qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8)).send();
    }

    private List<Reading> readingsOf(String device) {
        return kafka.readingsOf(device).stream().map(found -> {
            try {
                return Topics.READINGS.value().decode(found.value());
            } catch (MalformedRecord e) {
                throw new AssertionError(e);
            }
        }).toList();
    }

    private static String text(Mqtt5Publish message) {
        return message == null ? "nothing came" : new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    private static String reading(int number) {
        return """
                {"id": "cuff-%d", "takenAt": "2026-11-22T10:41:03Z", \
                "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}""".formatted(number);
    }
}
