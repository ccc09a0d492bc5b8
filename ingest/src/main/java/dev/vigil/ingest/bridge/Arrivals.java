package dev.vigil.ingest.bridge;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.ingest.check.DeviceScope;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.mqtt.InOrder;
import dev.vigil.ingest.mqtt.Outcome;
import dev.vigil.ingest.mqtt.ReadingMessage;
import dev.vigil.ingest.mqtt.Settlement;
import dev.vigil.ingest.reception.OfflineDevices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what the broker passes on, one at a time. Which device may publish where is the broker's to say. What comes
/// faster than a device may send is not refused, because the broker has already acknowledged it to the device: it waits
/// unacknowledged, and the broker keeps what follows.
final class Arrivals {

    private static final Logger LOGGER = LoggerFactory.getLogger(Arrivals.class);

    /// Messages of quality of service 0, which nothing holds back.
    private static final int MOST_UNPROMISED = 1_000;

    /// Those, and all that MQTT lets a broker pass on before one is acknowledged.
    static final int MOST_WAITING = 65_535 + MOST_UNPROMISED;

    private static final Sender BROKER = new Sender("mqtt-broker", new DeviceScope.All());
    private static final String SENT_AT = "sentAt";
    private static final int LONGEST_STATUS = 200;

    private final ReadingsTopic topic;
    private final InOrder messages;
    private final BridgeMetrics metrics;
    private final OfflineDevices offline;
    private final AtomicInteger unpromised = new AtomicInteger();

    Arrivals(ReadingsTopic topic, InOrder messages, BridgeMetrics metrics, OfflineDevices offline) {
        this.topic = topic;
        this.messages = messages;
        this.metrics = metrics;
        this.offline = offline;
    }

    /// Publishes what became of a message.
    interface Answers {
        void answer(BrokerMessage message, String topic, byte[] outcome);
    }

    void take(BrokerMessage message, Answers answers) {
        Optional<DeviceId> device = topic.device(message.topic());
        if (device.isEmpty()) {
            notReadings(message);
        } else if (!message.promised() && unpromised.incrementAndGet() > MOST_UNPROMISED) {
            unpromised.decrementAndGet();
            metrics.dropped();
            message.acknowledge().run();
        } else {
            metrics.arrived();
            messages.offer(new ReadingMessage(device.get(), message.payload(), sentAt(message), false, BROKER,
                    settlement -> settle(message, device.get(), settlement, answers)));
        }
    }

    /// A status is kept by brokers and told again at each subscription; then it is no news.
    private void notReadings(BrokerMessage message) {
        Optional<DeviceId> device = topic.deviceOfStatus(message.topic());
        if (device.isEmpty()) {
            metrics.wrongTopic();
        } else if (!message.retained()) {
            told(device.get(), message.payload());
        }
        message.acknowledge().run();
    }

    private void told(DeviceId device, byte[] status) {
        if (saysOffline(status)) {
            metrics.offline();
            offline.gone(device);
            LOGGER.info("device offline: deviceId={}", device.value());
        } else {
            offline.heardOf(device);
        }
    }

    private static boolean saysOffline(byte[] payload) {
        return payload.length <= LONGEST_STATUS
                && new String(payload, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT).contains("offline");
    }

    /// Who listens at the site's own broker is not known here, so nothing is said of what a patient should measure.
    private void settle(BrokerMessage message, DeviceId device, Settlement settlement, Answers answers) {
        if (!message.promised()) {
            unpromised.decrementAndGet();
        }
        metrics.settled();
        message.acknowledge().run();
        answers.answer(message, topic.outcomesOf(device),
                Outcome.of(settlement, reading -> Optional.empty(), message.properties().get(Outcome.LANGUAGE))
                        .json());
    }

    /// One that is no time is no reason to lose the readings.
    private static @Nullable Instant sentAt(BrokerMessage message) {
        String text = message.properties().get(SENT_AT);
        try {
            return text == null ? null : ReadingCheck.instant(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
