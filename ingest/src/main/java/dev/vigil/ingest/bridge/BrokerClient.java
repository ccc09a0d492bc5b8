package dev.vigil.ingest.bridge;

import com.hivemq.client.mqtt.MqttClient;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A client of the site's broker, of one version of MQTT. It hands on each message unacknowledged, comes back by itself
/// when the connection is lost, and leaves its session with the broker.
interface BrokerClient {

    /// Returns at once, and tries for as long as it takes.
    void connect();

    MqttClient client();

    /// Quality of service 1.
    CompletableFuture<?> subscribe(String filter);

    /// Quality of service 0, and nothing where there is no connection.
    ///
    /// @param correlation what the sender will know it by, null where it did not say
    void publish(String topic, byte[] payload, @Nullable ByteBuffer correlation);

    default boolean isConnected() {
        return client().getState().isConnected();
    }

    CompletableFuture<?> disconnect();
}
