package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.ingest.bridge.BridgeConfig;
import dev.vigil.ingest.bridge.BridgeConfig.Version;
import dev.vigil.ingest.bridge.ReadingsTopic;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A broker that lets ingest subscribe to readings only when it asks for the second time.
@Tag("slow")
class BridgeRefusedTest {

    private static final String READINGS = "vigil/+/readings";

    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Vertx vertx = Vertx.vertx();
    private MqttServer broker;

    @BeforeEach
    void open() {
        broker = MqttServer.create(vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(0))
                .endpointHandler(client -> {
                    client.subscribeHandler(asked -> client.subscribeAcknowledge(asked.messageId(),
                            List.of(answer(client, asked))));
                    client.accept(false);
                }).listen().toCompletionStage().toCompletableFuture().join();
    }

    private MqttQoS answer(MqttEndpoint client, MqttSubscribeMessage asked) {
        boolean readings = asked.topicSubscriptions().getFirst().topicName().equals(READINGS);
        return readings && refused.add(client.clientIdentifier()) ? MqttQoS.FAILURE : MqttQoS.AT_LEAST_ONCE;
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldAskAgainInEitherVersion() {
        PrometheusMeterRegistry three = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PrometheusMeterRegistry five = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Ingest first = start(Version.THREE, three); Ingest second = start(Version.FIVE, five)) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(
                    () -> assertThat(refused).containsExactlyInAnyOrder("vigil-THREE", "vigil-FIVE"));
            assertThat(subscribed(three) + subscribed(five)).isZero();
            await().atMost(Duration.ofSeconds(60)).until(() -> subscribed(three) + subscribed(five) == 2);
            assertThat(first.port()).isNotEqualTo(second.port());
        }
    }

    private Ingest start(Version version, PrometheusMeterRegistry registry) {
        URI address = URI.create("mqtt://127.0.0.1:" + broker.actualPort());
        return Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null)
                .with(new BridgeConfig(address, version, "vigil-" + version, ReadingsTopic.of(READINGS), null, null,
                        null)),
                KafkaConnection.to("127.0.0.1:1"), registry, InstantSource.system());
    }

    private static double subscribed(PrometheusMeterRegistry registry) {
        return registry.get("vigil.bridge.subscribed").gauge().value();
    }
}
