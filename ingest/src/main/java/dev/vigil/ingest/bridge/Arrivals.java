package dev.vigil.ingest.bridge;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.ingest.check.DeviceScope;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.mqtt.InOrder;
import dev.vigil.ingest.mqtt.Outcome;
import dev.vigil.ingest.mqtt.ReadingMessage;
import dev.vigil.ingest.mqtt.Settlement;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Takes what the broker passes on, one at a time. Which device may publish where is the broker's to say; a device's
/// rate is not held here, because to refuse would lose what the broker has already acknowledged to the device.
final class Arrivals {

    /// Messages of quality of service 0, which nothing holds back.
    private static final int MOST_UNPROMISED = 1_000;

    /// Those, and all that MQTT lets a broker pass on before one is acknowledged.
    static final int MOST_WAITING = 65_535 + MOST_UNPROMISED;

    private static final Sender BROKER = new Sender("mqtt-broker", new DeviceScope.All());
    private static final String SENT_AT = "sentAt";

    private final ReadingsTopic topic;
    private final Mqtt5AsyncClient client;
    private final InOrder messages;
    private final BridgeMetrics metrics;
    private final AtomicInteger unpromised = new AtomicInteger();

    Arrivals(ReadingsTopic topic, Mqtt5AsyncClient client, InOrder messages, BridgeMetrics metrics) {
        this.topic = topic;
        this.client = client;
        this.messages = messages;
        this.metrics = metrics;
    }

    void take(Mqtt5Publish publish) {
        Optional<DeviceId> device = topic.device(publish.getTopic().toString());
        boolean promised = publish.getQos() != MqttQos.AT_MOST_ONCE;
        if (device.isEmpty()) {
            metrics.wrongTopic();
            publish.acknowledge();
        } else if (!promised && unpromised.incrementAndGet() > MOST_UNPROMISED) {
            unpromised.decrementAndGet();
            metrics.dropped();
            publish.acknowledge();
        } else {
            metrics.arrived();
            messages.offer(new ReadingMessage(device.get(), publish.getPayloadAsBytes(), sentAt(publish), BROKER,
                    settlement -> settle(publish, device.get(), settlement)));
        }
    }

    /// Who listens at the site's own broker is not known here, so nothing is said of what a patient should measure.
    private void settle(Mqtt5Publish publish, DeviceId device, Settlement settlement) {
        if (publish.getQos() == MqttQos.AT_MOST_ONCE) {
            unpromised.decrementAndGet();
        }
        metrics.settled();
        publish.acknowledge();
        if (client.getState().isConnected()) {
            client.publishWith().topic(topic.outcomesOf(device)).qos(MqttQos.AT_MOST_ONCE)
                    .payload(Outcome.of(settlement, reading -> Optional.empty()).json())
                    .correlationData(publish.getCorrelationData().orElse(null)).send();
        }
    }

    /// One that is no time is no reason to lose the readings.
    private static @Nullable Instant sentAt(Mqtt5Publish publish) {
        for (Mqtt5UserProperty property : publish.getUserProperties().asList()) {
            if (property.getName().toString().equals(SENT_AT)) {
                try {
                    return ReadingCheck.instant(property.getValue().toString());
                } catch (IllegalArgumentException e) {
                    return null;
                }
            }
        }
        return null;
    }
}
