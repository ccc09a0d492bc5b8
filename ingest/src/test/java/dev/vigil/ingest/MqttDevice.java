package dev.vigil.ingest;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A device that speaks MQTT 3.1.1 and comes back by itself with its session.
record MqttDevice(String id, Mqtt3AsyncClient client) implements AutoCloseable {

    /// Returns when it is connected for the first time.
    static MqttDevice connect(int port, String id) {
        Mqtt3AsyncClient client = MqttClient.builder().useMqttVersion3().identifier(id).serverHost("127.0.0.1")
                .serverPort(port).automaticReconnect().initialDelay(50, TimeUnit.MILLISECONDS)
                .maxDelay(500, TimeUnit.MILLISECONDS).applyAutomaticReconnect().buildAsync();
        client.connectWith().cleanSession(false).send().orTimeout(30, TimeUnit.SECONDS).join();
        return new MqttDevice(id, client);
    }

    /// Completes when it is acknowledged; what a lost connection took with it is sent again.
    CompletableFuture<Mqtt3Publish> push(int first, int count) {
        return push(id, first, count);
    }

    /// The same of another device behind this connection.
    CompletableFuture<Mqtt3Publish> push(String device, int first, int count) {
        String readings = IntStream.range(first, first + count).mapToObj(number -> """
                {"id": "%s-%d", "takenAt": "2026-11-22T10:41:03Z", \
                "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}""".formatted(device, number))
                .collect(Collectors.joining(",", "[", "]"));
        return push(Mqtt3Publish.builder().topic("vigil/" + device + "/readings").qos(MqttQos.AT_LEAST_ONCE)
                .payload(readings.getBytes(StandardCharsets.UTF_8)).build());
    }

    private CompletableFuture<Mqtt3Publish> push(Mqtt3Publish message) {
        return client.publish(message).exceptionallyCompose(lost -> push(message));
    }

    @Override
    public void close() {
        client.disconnect().exceptionally(away -> null).join();
    }
}
