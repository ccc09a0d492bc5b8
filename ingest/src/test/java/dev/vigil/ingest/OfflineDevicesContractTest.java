package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import dev.vigil.http.AccessToken;
import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.mqtt.MqttConfig;
import dev.vigil.ingest.reception.Limits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which devices are gone, as two instances on one Kafka know it.
class OfflineDevicesContractTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:41:05Z");
    private static final String OPERATOR = "the-operator";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private TestKafka kafka;
    private Instance one;
    private Instance two;

    private record Instance(Ingest ingest, Door door, PrometheusMeterRegistry registry) implements AutoCloseable {

        static Instance start(TestKafka kafka, Instant now) {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            Ingest ingest = Ingest.start(
                    new IngestConfig("127.0.0.1", 0, new Access(new AccessToken(OPERATOR), null, null),
                            Limits.DEFAULTS)
                            .with(MqttConfig.DEFAULTS.listeningOn("127.0.0.1", 0)),
                    kafka.connection(), registry, () -> now);
            return new Instance(ingest, new Door(ingest.port()), registry);
        }

        /// Device and since when; nothing while it cannot say.
        List<String> offline() {
            return door.get("/v1/offline", "Authorization", "Bearer " + OPERATOR).body().path("offline").valueStream()
                    .map(Instance::text).toList();
        }

        private static String text(JsonNode gone) {
            return gone.path("deviceId").asText() + " " + gone.path("since").asText();
        }

        void awaitOffline(String... expected) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(door.get("/v1/offline", "Authorization", "Bearer " + OPERATOR).status()).isEqualTo(200);
                assertThat(offline()).containsExactly(expected);
                assertThat(registry.get("vigil.devices.offline").gauge().value()).isEqualTo(expected.length);
            });
        }

        Mqtt5BlockingClient connect(String client, String device) {
            Mqtt5BlockingClient connected = MqttClient.builder().useMqttVersion5().identifier(client)
                    .serverHost("127.0.0.1").serverPort(ingest.mqttPort()).buildBlocking();
            connected.connectWith().simpleAuth().password(OPERATOR.getBytes(StandardCharsets.UTF_8)).applySimpleAuth()
                    .willPublish().topic("vigil/" + device + "/status").applyWillPublish().send();
            return connected;
        }

        @Override
        public void close() {
            door.close();
            ingest.close();
        }
    }

    @BeforeEach
    void open() {
        kafka = TestKafka.start(directory, 0);
        one = Instance.start(kafka, NOW);
        two = Instance.start(kafka, NOW.plusSeconds(10));
    }

    @AfterEach
    void close() {
        try (TestKafka last = kafka; Instance first = one) {
            two.close();
        }
    }

    private static void goWithoutGoodbye(Mqtt5BlockingClient client) {
        client.disconnectWith().reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE).send();
    }

    @Test
    void shouldBeKnownToEveryInstanceAndOverARestartUntilTheDeviceIsHeardOfAnywhere() {
        goWithoutGoodbye(one.connect("scale", "scale"));
        goWithoutGoodbye(two.connect("cuff", "cuff"));
        String scale = "scale 2026-11-22T10:41:05Z";
        String cuff = "cuff 2026-11-22T10:41:15Z";
        one.awaitOffline(scale, cuff);
        two.awaitOffline(scale, cuff);
        one.close();
        one = Instance.start(kafka, NOW.plusSeconds(60));
        one.awaitOffline(scale, cuff);
        Mqtt5BlockingClient back = two.connect("scale", "scale");
        one.awaitOffline(cuff);
        assertThat(one.door().json("""
                {"deviceId": "cuff", "takenAgo": "PT1S",
                 "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}""", "Authorization",
                "Bearer " + OPERATOR).accepted()).isOne();
        one.awaitOffline();
        two.awaitOffline();
        back.disconnect();
    }

    @Test
    void shouldNotBelieveAnInstanceThatMissesADeviceOnceItHasComeBackElsewhere() {
        Mqtt5BlockingClient halfOpen = one.connect("scale-1", "scale");
        goWithoutGoodbye(one.connect("scale-2", "scale"));
        two.awaitOffline("scale 2026-11-22T10:41:05Z");
        Mqtt5BlockingClient back = two.connect("scale-1", "scale");
        one.awaitOffline();
        goWithoutGoodbye(halfOpen);
        goWithoutGoodbye(one.connect("cuff", "cuff"));
        two.awaitOffline("cuff 2026-11-22T10:41:05Z");
        back.disconnect();
    }

    @Test
    void shouldTakeNoDeviceForGoneBecauseIngestItselfGoes() {
        one.connect("scale", "scale");
        one.close();
        one = Instance.start(kafka, NOW);
        goWithoutGoodbye(one.connect("cuff", "cuff"));
        two.awaitOffline("cuff 2026-11-22T10:41:05Z");
    }

    @Test
    void shouldTellTheOthersLaterWhatKafkaCouldNotTakeAtOnce() {
        Mqtt5BlockingClient scale = one.connect("scale", "scale");
        two.awaitOffline();
        int port = kafka.port();
        kafka.close();
        goWithoutGoodbye(scale);
        one.awaitOffline("scale 2026-11-22T10:41:05Z");
        kafka = TestKafka.start(directory, port);
        two.awaitOffline("scale 2026-11-22T10:41:05Z");
    }
}
