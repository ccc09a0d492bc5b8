package dev.vigil.ingest.bridge;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// MQTT 3.1.1, which has no properties, no correlation, and no way to say how large a message may be or how long a
/// session is to last: those are the broker's to set.
final class Version3Client implements BrokerClient {

    private final BridgeConfig config;
    private final Mqtt3AsyncClient client;

    Version3Client(BridgeConfig config, MqttClientBuilder builder, Consumer<BrokerMessage> arrived) {
        this.config = config;
        client = builder.useMqttVersion3().buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> arrived.accept(message(publish)), true);
    }

    @Override
    public void connect() {
        var connect = client.connectWith().cleanSession(false);
        if (config.user() != null) {
            var login = connect.simpleAuth().username(config.user());
            connect = config.password() == null ? login.applySimpleAuth()
                    : login.password(config.password().getBytes(StandardCharsets.UTF_8)).applySimpleAuth();
        }
        connect.send();
    }

    @Override
    public CompletableFuture<?> subscribe(String filter) {
        return client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send()
                .exceptionallyCompose(failed -> CompletableFuture.failedFuture(
                        failed instanceof Mqtt3SubAckException refused ? new SubscriptionRefused(
                                refused.getMqttMessage().getReturnCodes().toString(), refused) : failed));
    }

    @Override
    public void publish(String topic, byte[] payload, @Nullable ByteBuffer correlation) {
        if (isConnected()) {
            client.publishWith().topic(topic).qos(MqttQos.AT_MOST_ONCE).payload(payload).send();
        }
    }

    @Override
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public CompletableFuture<?> disconnect() {
        return client.disconnect();
    }

    private static BrokerMessage message(Mqtt3Publish publish) {
        return new BrokerMessage(publish.getTopic().toString(), publish.getPayloadAsBytes(),
                publish.getQos() != MqttQos.AT_MOST_ONCE, publish.isRetain(), Map.of(), null, publish::acknowledge);
    }
}
