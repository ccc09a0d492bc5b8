package dev.vigil.ingest.bridge;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// MQTT 3.1.1, which has no properties, no correlation, and no way to say how large a message may be or how long a
/// session is to last: those are the broker's to set.
record Version3Client(BridgeConfig config, Mqtt3AsyncClient client) implements BrokerClient {

    static Version3Client of(BridgeConfig config, MqttClientBuilder builder, Consumer<BrokerMessage> arrived) {
        Mqtt3AsyncClient client = builder.useMqttVersion3().buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> arrived.accept(message(publish)), true);
        return new Version3Client(config, client);
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
        return client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    }

    @Override
    public void publish(String topic, byte[] payload, @Nullable ByteBuffer correlation) {
        if (isConnected()) {
            client.publishWith().topic(topic).qos(MqttQos.AT_MOST_ONCE).payload(payload).send();
        }
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
