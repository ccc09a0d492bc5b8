package dev.vigil.ingest.bridge;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// MQTT 5.
record Version5Client(BridgeConfig config, Mqtt5AsyncClient client) implements BrokerClient {

    /// How large a message the broker may pass on; a larger one it discards, as MQTT has it. How many at a time is left
    /// to the broker's own limit: Mosquitto 2.0 passes on twice the receive maximum, which would end the connection.
    private static final int MOST_MESSAGE_BYTES = 256 << 10;

    private static final Duration SESSION_KEPT = Duration.ofDays(7);

    static Version5Client of(BridgeConfig config, MqttClientBuilder builder, Consumer<BrokerMessage> arrived) {
        Mqtt5AsyncClient client = builder.useMqttVersion5().buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> arrived.accept(message(publish)), true);
        return new Version5Client(config, client);
    }

    @Override
    public void connect() {
        var connect = client.connectWith().cleanStart(false).sessionExpiryInterval(SESSION_KEPT.toSeconds())
                .restrictions().maximumPacketSize(MOST_MESSAGE_BYTES).applyRestrictions();
        if (config.user() != null) {
            var login = connect.simpleAuth().username(config.user());
            connect = config.password() == null ? login.applySimpleAuth()
                    : login.password(config.password().getBytes(StandardCharsets.UTF_8)).applySimpleAuth();
        }
        connect.send();
    }

    @Override
    public CompletableFuture<?> subscribe(String filter) {
        return client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    }

    @Override
    public void publish(String topic, byte[] payload, @Nullable ByteBuffer correlation) {
        if (isConnected()) {
            client.publishWith().topic(topic).qos(MqttQos.AT_MOST_ONCE).payload(payload).correlationData(correlation)
                    .send();
        }
    }

    @Override
    public CompletableFuture<?> disconnect() {
        return client.disconnect();
    }

    private static BrokerMessage message(Mqtt5Publish publish) {
        return new BrokerMessage(publish.getTopic().toString(), publish.getPayloadAsBytes(),
                publish.getQos() != MqttQos.AT_MOST_ONCE, publish.isRetain(), properties(publish),
                publish.getCorrelationData().orElse(null), publish::acknowledge);
    }

    private static Map<String, String> properties(Mqtt5Publish publish) {
        return publish.getUserProperties().asList().stream().collect(Collectors.toUnmodifiableMap(
                property -> property.getName().toString(), property -> property.getValue().toString(),
                (first, second) -> first));
    }
}
