package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import dev.vigil.domain.reading.Reading;
import dev.vigil.http.AccessToken;
import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.mqtt.MqttConfig;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The MQTT door as devices meet it, with a client of version 3.1.1 and one of version 5.
class MqttContractTest {

    private static final byte[] HELLO = {0x10, 0x0E, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 2, 'x', 'y'};
    private static final Instant NOW = Instant.parse("2026-11-22T10:41:05Z");
    private static final String OPERATOR = "the-operator";

    @TempDir
    private static Path common;
    private static TestKafka commonKafka;
    private static Ingest commonIngest;
    private static final PrometheusMeterRegistry REGISTRY = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private static int tests;

    @TempDir
    Path directory;

    /// Those of all tests, unless one of them needs its own.
    private TestKafka kafka = commonKafka;
    private Ingest ingest = commonIngest;
    private PrometheusMeterRegistry registry = REGISTRY;
    private final String device = "d-" + ++tests;

    @BeforeAll
    static void open() {
        commonKafka = TestKafka.start(common, 0);
        commonIngest = start(commonKafka, 0, Access.OPEN, REGISTRY);
    }

    @AfterAll
    static void closeAll() {
        try (TestKafka last = commonKafka) {
            commonIngest.close();
        }
    }

    private void openOwn(Access access) {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        kafka = TestKafka.start(directory, 0);
        ingest = start(kafka, 0, access, registry);
    }

    @AfterEach
    void closeOwn() {
        if (kafka != commonKafka) {
            try (TestKafka last = kafka) {
                ingest.close();
            }
        }
    }

    @Test
    void shouldAcknowledgeAReadingOfVersion3AndTellItsOutcome() throws InterruptedException {
        Mqtt3BlockingClient client = version3("phone-1");
        client.connect();
        BlockingQueue<String> outcomes = new ArrayBlockingQueue<>(10);
        client.toAsync().subscribeWith().topicFilter("vigil/oximeter-1/outcomes").callback(
                message -> outcomes.add(text(message.getPayloadAsBytes()))).send().join();
        client.publishWith().topic("vigil/oximeter-1/readings").qos(MqttQos.AT_LEAST_ONCE)
                .payload(reading("r-1", 97)).send();
        assertThat(readingsOf("oximeter-1")).singleElement().satisfies(reading -> {
            assertThat(reading.door()).isEqualTo(dev.vigil.domain.reading.Door.MQTT);
            assertThat(reading.id().value()).isEqualTo("r-1");
        });
        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
        client.disconnect();
    }

    @Test
    void shouldTellVersion5WhatWasWrongAndKeepTheNeighbours() throws InterruptedException {
        Mqtt5BlockingClient client = version5("phone-1", null);
        client.connect();
        BlockingQueue<String> outcomes = new ArrayBlockingQueue<>(10);
        client.toAsync().subscribeWith().topicFilter("vigil/+/outcomes").callback(
                message -> outcomes.add(text(message.getPayloadAsBytes()))).send().join();
        assertThat(refusal(client, "vigil/" + device + "/readings", "{"))
                .isEqualTo(Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);
        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).contains("unreadable-body");
        assertThat(refusal(client, "vigil/" + device + "/reading", text(reading("r-1", 97))))
                .isEqualTo(Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID);
        assertThat(refusal(client, "vigil/" + device + "/readings", "{\"deviceId\": \"d-2\"}"))
                .isEqualTo(Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);
        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).contains("deviceId must be absent or the one of the topic");
        client.publish(publish(device, ("[" + text(reading("r-2", 97)) + ", {}, 7]").getBytes(StandardCharsets.UTF_8)));
        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).contains("\"accepted\":1").contains("\"index\":1")
                .contains("\"index\":2");
        assertThat(readingsOf(device)).hasSize(1);
        client.disconnect();
    }

    @Test
    void shouldTakeTheSendersClockAndEveryQuality() {
        Mqtt5BlockingClient client = version5("phone-1", null);
        client.connect();
        client.publish(Mqtt5Publish.builder().topic("vigil/" + device + "/readings").qos(MqttQos.EXACTLY_ONCE)
                .payload(reading("r-1", 97)).userProperties().add("sentAt", "2026-11-22T10:41:04Z")
                .applyUserProperties().build());
        client.publishWith().topic("vigil/" + device + "/readings").qos(MqttQos.AT_MOST_ONCE)
                .payload(reading("r-2", 96)).send();
        await().untilAsserted(() -> assertThat(readingsOf(device)).hasSize(2));
        assertThat(readingsOf(device).getFirst().sentAt()).isEqualTo(Instant.parse("2026-11-22T10:41:04Z"));
        client.disconnect();
    }

    @Test
    void shouldTellThePatientWhatToDoInTheirLanguage() throws InterruptedException {
        Mqtt5BlockingClient client = version5("phone-1", null);
        client.connect();
        BlockingQueue<String> outcomes = new ArrayBlockingQueue<>(10);
        client.toAsync().subscribeWith().topicFilter("vigil/" + device + "/outcomes").callback(
                message -> outcomes.add(text(message.getPayloadAsBytes()))).send().join();
        client.publish(Mqtt5Publish.builder().topic("vigil/" + device + "/readings").qos(MqttQos.AT_LEAST_ONCE)
                .payload(reading("r-1", 3)).userProperties().add("acceptLanguage", "fr-CH, de;q=0.5")
                .applyUserProperties().build());
        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).contains("repeat-measurement").contains("Veuillez");
        client.publish(publish(device, reading("r-2", 3)));
        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).contains("Please");
        client.disconnect();
    }

    @Test
    void shouldGoOnWithASessionThatWasToLast() {
        Mqtt5BlockingClient first = version5("phone-1", null);
        assertThat(connect(first, false).isSessionPresent()).isFalse();
        first.toAsync().subscribeWith().topicFilter("vigil/" + device + "/outcomes").callback(message -> {}).send()
                .join();
        first.disconnect();
        BlockingQueue<String> outcomes = new ArrayBlockingQueue<>(10);
        Mqtt5BlockingClient again = version5("phone-1", null);
        again.toAsync().publishes(MqttGlobalPublishFilter.ALL,
                message -> outcomes.add(text(message.getPayloadAsBytes())));
        await().untilAsserted(() -> assertThat(connect(again, false).isSessionPresent()).isTrue());
        again.publish(publish(device, reading("r-1", 97)));
        await().untilAsserted(() -> assertThat(outcomes).hasSize(1));
        again.disconnect();
        Mqtt5BlockingClient clean = version5("phone-1", null);
        assertThat(connect(clean, true).isSessionPresent()).isFalse();
        clean.disconnect();
    }

    @Test
    void shouldAskForCredentialsAndHoldASenderToItsDevices() {
        openOwn(new Access(new AccessToken(OPERATOR), null, null));
        assertThatThrownBy(() -> version5("thief", "guess").connect()).isInstanceOf(Mqtt5ConnAckException.class)
                .hasMessageContaining("BAD_USER_NAME_OR_PASSWORD");
        assertThatThrownBy(() -> version5("nobody", null).connect()).isInstanceOf(Mqtt5ConnAckException.class);
        String token = credential("hub-7", device);
        Mqtt5BlockingClient hub = version5("hub", token);
        await().ignoreExceptions().untilAsserted(() -> assertThat(hub.connect().getReasonCode().isError()).isFalse());
        hub.publish(publish(device, reading("r-1", 97)));
        assertThat(readingsOf(device)).singleElement().satisfies(
                reading -> assertThat(reading.gateway()).isEqualTo("hub-7"));
        assertThat(refusal(hub, "vigil/another/readings", text(reading("r-2", 97))))
                .isEqualTo(Mqtt5PubAckReasonCode.NOT_AUTHORIZED);
        assertThat(hub.toAsync().subscribeWith().topicFilter("vigil/another/outcomes").send().handle(
                (answer, failure) -> failure).join()).as("another's outcomes").isNotNull();
        revoke("hub-7");
        assertThatThrownBy(() -> hub.publish(publish(device, reading("r-3", 97)))).isNotNull();
    }

    @Test
    void shouldTellWhoListensThatADeviceIsGoneWithoutAGoodbye() {
        openOwn(new Access(new AccessToken(OPERATOR), null, null));
        BlockingQueue<String> told = new ArrayBlockingQueue<>(10);
        Mqtt5BlockingClient listener = version5("watcher", OPERATOR);
        listener.connect();
        listener.toAsync().subscribeWith().topicFilter("vigil/+/status").callback(
                message -> told.add(message.getTopic() + " " + text(message.getPayloadAsBytes()))).send().join();
        Mqtt5AsyncClient gone = version5("gone", OPERATOR).toAsync();
        gone.connectWith().willPublish().topic("vigil/" + device + "/status")
                .payload("gone".getBytes(StandardCharsets.UTF_8))
                .applyWillPublish().send().join();
        Mqtt5BlockingClient again = version5("gone", OPERATOR);
        again.connect(); // takes the session over: the first connection ends without a goodbye
        await().untilAsserted(() -> assertThat(told).contains("vigil/" + device + "/status {\"status\":\"offline\"}"));
        assertThat(registry.get("vigil.mqtt.offline").counter().count()).isEqualTo(1);
        try (Door http = new Door(ingest.port())) {
            await().untilAsserted(() -> assertThat(
                    http.get("/v1/offline", "Authorization", "Bearer " + OPERATOR).text()).contains(device,
                            "\"since\":\"2026-11-22T10:41:05Z\""));
            again.publish(publish(device, reading("r-1", 97)));
            assertThat(http.get("/v1/offline", "Authorization", "Bearer " + OPERATOR).text()).as("it is heard of again")
                    .doesNotContain(device);
        }
        again.disconnect();
        listener.disconnect();
    }

    @Test
    void shouldAcknowledgeNothingWhileKafkaIsAwayAndLoseNothing() {
        openOwn(Access.OPEN);
        Mqtt3AsyncClient client = version3("phone-1").toAsync();
        client.connect().join();
        int port = kafka.port();
        kafka.close();
        List<CompletableFuture<?>> sent = IntStream.range(0, 20).<CompletableFuture<?>>mapToObj(
                i -> client.publishWith().topic("vigil/" + device + "/readings").qos(MqttQos.AT_LEAST_ONCE)
                        .payload(reading("r-" + i, 90)).send())
                .toList();
        assertThat(sent).noneMatch(CompletableFuture::isDone);
        kafka = TestKafka.start(directory, port);
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(readingsOf(device).stream().map(reading -> reading.id().value()).distinct()).hasSize(20);
        client.disconnect().join();
    }

    @Test
    void shouldLoseNothingWhenItGoesInTheMiddleAndAnotherTakesItsPlace() {
        openOwn(Access.OPEN);
        int port = ingest.mqttPort();
        Mqtt3AsyncClient client = MqttClient.builder().useMqttVersion3().identifier("phone-1").serverHost("127.0.0.1")
                .serverPort(port).automaticReconnect().initialDelay(50, TimeUnit.MILLISECONDS)
                .maxDelay(200, TimeUnit.MILLISECONDS).applyAutomaticReconnect().buildAsync();
        client.connectWith().cleanSession(false).send().join();
        int kafkaPort = kafka.port();
        kafka.close(); // so that messages are in flight for sure
        List<CompletableFuture<?>> sent = IntStream.range(0, 20).<CompletableFuture<?>>mapToObj(
                i -> untilAcknowledged(client, reading("r-" + i, 90))).toList();
        await().until(() -> registry.find("vigil.mqtt.messages").counters().stream()
                .anyMatch(messages -> messages.count() > 0)); // which is there from the first message on
        ingest.close();
        kafka = TestKafka.start(directory, kafkaPort);
        ingest = start(kafka, port, Access.OPEN, registry);
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(readingsOf(device).stream().map(reading -> reading.id().value()).distinct()).hasSize(20);
        client.disconnect().join();
    }

    @Test
    void shouldDoubtWhenAReadingWasTakenThatIsSentAgainAndOnlySaysHowLongAgo() throws IOException {
        String counted = "{\"id\": \"%s\", \"takenAgo\": \"PT5S\"%s, \"measurements\": "
                + "[{\"vital\": \"oxygen-saturation\", \"value\": 81, \"unit\": \"%%\"}]}";
        try (Socket socket = new Socket("127.0.0.1", ingest.mqttPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(HELLO);
            socket.getInputStream().readNBytes(4); // it is accepted
            out.write(publishOfQualityOne(false, counted.formatted("first", "")));
            out.write(publishOfQualityOne(true, counted.formatted("again", "")));
            out.write(publishOfQualityOne(true, counted.formatted("sent", ", \"sentAt\": \"2026-11-22T10:41:00Z\"")));
            out.flush();
            await().until(() -> readingsOf(device).size() == 3);
        }
        assertThat(readingsOf(device)).extracting(reading -> reading.id() + " " + reading.status())
                .containsExactly("first []", "again [QUESTIONABLE]", "sent []");
    }

    /// As it is on the wire, because a client says by itself whether it sends again.
    private byte[] publishOfQualityOne(boolean again, String payload) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        byte[] topic = ("vigil/" + device + "/readings").getBytes(StandardCharsets.US_ASCII);
        int length = 2 + topic.length + 2 + payload.length();
        packet.write(again ? 0x3A : 0x32);
        packet.write(length % 128 | 128);
        packet.write(length / 128);
        packet.writeBytes(new byte[] {0, (byte) topic.length});
        packet.writeBytes(topic);
        packet.writeBytes(new byte[] {0, 7});
        packet.writeBytes(payload.getBytes(StandardCharsets.US_ASCII));
        return packet.toByteArray();
    }

    private static Ingest start(TestKafka kafka, int mqttPort, Access access, PrometheusMeterRegistry registry) {
        return Ingest.start(new IngestConfig("127.0.0.1", 0, access, Limits.DEFAULTS)
                .with(MqttConfig.DEFAULTS.listeningOn("127.0.0.1", mqttPort)), kafka.connection(), registry, () -> NOW);
    }

    private Mqtt3BlockingClient version3(String id) {
        return MqttClient.builder().useMqttVersion3().identifier(id).serverHost("127.0.0.1")
                .serverPort(ingest.mqttPort()).buildBlocking();
    }

    private Mqtt5BlockingClient version5(String id, String token) {
        var builder = MqttClient.builder().useMqttVersion5().identifier(id).serverHost("127.0.0.1")
                .serverPort(ingest.mqttPort());
        return token == null ? builder.buildBlocking()
                : builder.simpleAuth().password(token.getBytes(StandardCharsets.UTF_8)).applySimpleAuth()
                        .buildBlocking();
    }

    /// As a gateway must: what was not acknowledged when its session ended it sends again.
    private CompletableFuture<?> untilAcknowledged(Mqtt3AsyncClient client, byte[] reading) {
        return client.publishWith().topic("vigil/" + device + "/readings").qos(MqttQos.AT_LEAST_ONCE).payload(reading)
                .send()
                .<CompletableFuture<?>>handle((acknowledged, lost) -> lost == null
                        ? CompletableFuture.completedFuture(acknowledged)
                        : CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(200,
                                TimeUnit.MILLISECONDS)).thenCompose(later -> untilAcknowledged(client, reading)))
                .thenCompose(next -> next);
    }

    private static Mqtt5ConnAck connect(Mqtt5BlockingClient client, boolean clean) {
        return client.connectWith().cleanStart(clean).sessionExpiryInterval(600).send();
    }

    private static Mqtt5PubAckReasonCode refusal(Mqtt5BlockingClient client, String topic, String payload) {
        try {
            client.publish(Mqtt5Publish.builder().topic(topic).qos(MqttQos.AT_LEAST_ONCE)
                    .payload(payload.getBytes(StandardCharsets.UTF_8)).build());
            return Mqtt5PubAckReasonCode.SUCCESS;
        } catch (Mqtt5PubAckException e) {
            return e.getMqttMessage().getReasonCode();
        }
    }

    private static Mqtt5Publish publish(String device, byte[] payload) {
        return Mqtt5Publish.builder().topic("vigil/" + device + "/readings").qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload).build();
    }

    private String credential(String name, String device) {
        try (Door http = new Door(ingest.port())) {
            AtomicReference<String> token = new AtomicReference<>("");
            await().untilAsserted(() -> {
                Door.Answer answer = http.postTo("/v1/credentials", "application/json",
                        ("{\"name\": \"" + name + "\", \"devices\": [\"" + device + "\"]}")
                                .getBytes(StandardCharsets.UTF_8),
                        "Authorization", "Bearer " + OPERATOR);
                assertThat(answer.status()).isEqualTo(201);
                token.set(answer.body().path("token").asText());
            });
            return token.get();
        }
    }

    private void revoke(String name) {
        try (Door http = new Door(ingest.port())) {
            http.postTo("/v1/credentials/" + name + "/revoke", "", new byte[0], "Authorization",
                    "Bearer " + OPERATOR);
        }
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

    private static byte[] reading(String id, int saturation) {
        return ("{\"id\": \"" + id + "\", \"takenAt\": \"2026-11-22T10:41:03Z\", \"measurements\": "
                + "[{\"vital\": \"oxygen-saturation\", \"value\": " + saturation + ", \"unit\": \"%\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
