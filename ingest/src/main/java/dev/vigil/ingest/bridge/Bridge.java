package dev.vigil.ingest.bridge;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import dev.vigil.ingest.mqtt.InOrder;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.reception.Reception;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Readings of devices that publish to a site's own MQTT broker. What Kafka does not have is not acknowledged, so the
/// broker keeps it and sends it again, to this instance when it is back; the session is kept for it for a week. It
/// starts without the broker and without Kafka, and comes back by itself.
public final class Bridge implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Bridge.class);

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final BridgeConfig config;
    private final BrokerClient client;
    private final InOrder messages;
    private final BridgeMetrics metrics;
    private final AtomicReference<String> toldReason = new AtomicReference<>("");
    private volatile boolean closing;

    private Bridge(BridgeConfig config, Reception reception, BodyParser parser, InstantSource clock,
            MeterRegistry registry) {
        this.config = config;
        metrics = new BridgeMetrics(registry);
        messages = new InOrder(reception,
                (draft, receipt) -> reception.checkWaited(draft, receipt, clock.instant()), parser, clock,
                Arrivals.MOST_WAITING);
        client = client(new Arrivals(config.topic(), messages, metrics, reception.offline()));
    }

    /// Returns at once.
    ///
    /// @throws IllegalArgumentException where the file of authorities cannot be used
    public static Bridge start(BridgeConfig config, Reception reception, BodyParser parser, InstantSource clock,
            MeterRegistry registry) {
        Bridge bridge = new Bridge(config, reception, parser, clock, registry);
        bridge.client.connect();
        return bridge;
    }

    private BrokerClient client(Arrivals arrivals) {
        MqttClientBuilder builder = MqttClient.builder().identifier(config.clientId())
                .serverHost(config.broker().getHost()).serverPort(config.port())
                .automaticReconnect().initialDelay(FIRST_RETRY.toMillis(), TimeUnit.MILLISECONDS)
                .maxDelay(LAST_RETRY.toMillis(), TimeUnit.MILLISECONDS).applyAutomaticReconnect()
                .addConnectedListener(this::connected).addDisconnectedListener(this::disconnected);
        if (config.tls()) {
            builder = config.authorities() == null ? builder.sslWithDefaultConfig()
                    : builder.sslConfig().trustManagerFactory(BrokerTrust.in(config.authorities())).applySslConfig();
        }
        return switch (config.version()) {
            case FIVE -> Version5Client.of(config, builder, message -> arrivals.take(message, this::answer));
            case THREE -> Version3Client.of(config, builder, message -> arrivals.take(message, this::answer));
        };
    }

    private void answer(BrokerMessage message, String topic, byte[] outcome) {
        client.publish(topic, outcome, message.correlation());
    }

    private void connected(MqttClientConnectedContext context) {
        if (closing) {
            client.disconnect();
        } else {
            subscribe();
        }
    }

    /// At every connection: a session that the broker has lost has no subscription either. That a device is gone is
    /// good to know and no reason to be without its readings.
    private void subscribe() {
        client.subscribe(config.topic().filter()).whenComplete((granted, failed) -> {
            if (failed == null) {
                toldReason.set("");
                metrics.subscribed(true);
                LOGGER.info("readings come from the MQTT broker {}", config.broker().getHost());
            } else {
                refusal(failed).ifPresent(codes -> {
                    tell("the MQTT broker does not let ingest subscribe to " + config.topic() + ": " + codes);
                    subscribeLater();
                });
            }
        });
        client.subscribe(config.topic().statusFilter()).exceptionally(failed -> null);
    }

    /// In the broker's codes; none where the connection was lost, which comes back by itself.
    private static Optional<String> refusal(Throwable failed) {
        return switch (failed) {
            case Mqtt3SubAckException refused -> Optional.of(refused.getMqttMessage().getReturnCodes().toString());
            case Mqtt5SubAckException refused -> Optional.of(refused.getMqttMessage().getReasonCodes().toString());
            default -> Optional.empty();
        };
    }

    private void subscribeLater() {
        Executor later = CompletableFuture.delayedExecutor(LAST_RETRY.toMillis(), TimeUnit.MILLISECONDS);
        later.execute(() -> {
            if (!closing && client.isConnected()) {
                subscribe();
            }
        });
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        metrics.subscribed(false);
        if (closing) {
            context.getReconnector().reconnect(false);
        } else if (context.getSource() != MqttDisconnectSource.USER) {
            tell("no readings come from the MQTT broker: " + context.getCause().getMessage());
        }
    }

    /// The same reason once, not at every retry.
    private void tell(String reason) {
        if (!reason.equals(toldReason.getAndSet(reason))) {
            LOGGER.warn("{}", reason);
        }
    }

    /// What is not acknowledged stays with the broker.
    @Override
    public void close() {
        closing = true;
        try {
            client.disconnect().get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.debug("the MQTT broker is away already");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        messages.close();
    }
}
