package dev.vigil.ingest.bridge;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.mqtt.InOrder;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.reception.Reception;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Readings of devices that publish to a site's own MQTT 5 broker. What Kafka does not have is not acknowledged, so the
/// broker keeps it and sends it again, to this instance when it is back; the session is kept for it for a week. It
/// starts without the broker and without Kafka, and comes back by itself.
public final class Bridge implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Bridge.class);

    /// How large a message the broker may pass on; a larger one it discards, as MQTT has it. How many at a time is left
    /// to the broker's own limit: Mosquitto 2.0 passes on twice the receive maximum, which would end the connection.
    private static final int MOST_MESSAGE_BYTES = 256 << 10;

    private static final Duration SESSION_KEPT = Duration.ofDays(7);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final BridgeConfig config;
    private final Mqtt5AsyncClient client;
    private final InOrder messages;
    private final BridgeMetrics metrics;
    private final AtomicReference<String> toldReason = new AtomicReference<>("");
    private volatile boolean closing;

    private Bridge(BridgeConfig config, Reception reception, BodyParser parser, InstantSource clock,
            MeterRegistry registry) {
        this.config = config;
        metrics = new BridgeMetrics(registry);
        messages = new InOrder(reception, ReadingCheck::checkWaited, parser, clock, Arrivals.MOST_WAITING);
        client = client();
        client.publishes(MqttGlobalPublishFilter.ALL, new Arrivals(config.topic(), client, messages, metrics)::take,
                true);
    }

    /// Returns at once.
    ///
    /// @throws IllegalArgumentException where the file of authorities cannot be used
    public static Bridge start(BridgeConfig config, Reception reception, BodyParser parser, InstantSource clock,
            MeterRegistry registry) {
        Bridge bridge = new Bridge(config, reception, parser, clock, registry);
        bridge.client.connect(bridge.connect());
        return bridge;
    }

    private Mqtt5AsyncClient client() {
        Mqtt5ClientBuilder builder = Mqtt5Client.builder().identifier(config.clientId())
                .serverHost(config.broker().getHost()).serverPort(config.port())
                .automaticReconnect().initialDelay(FIRST_RETRY.toMillis(), TimeUnit.MILLISECONDS)
                .maxDelay(LAST_RETRY.toMillis(), TimeUnit.MILLISECONDS).applyAutomaticReconnect()
                .addConnectedListener(this::connected).addDisconnectedListener(this::disconnected);
        if (config.tls()) {
            builder = config.authorities() == null ? builder.sslWithDefaultConfig()
                    : builder.sslConfig().trustManagerFactory(BrokerTrust.in(config.authorities())).applySslConfig();
        }
        return builder.buildAsync();
    }

    private Mqtt5Connect connect() {
        var connect = Mqtt5Connect.builder().cleanStart(false).sessionExpiryInterval(SESSION_KEPT.toSeconds())
                .restrictions().maximumPacketSize(MOST_MESSAGE_BYTES).applyRestrictions();
        if (config.user() != null) {
            var login = connect.simpleAuth().username(config.user());
            connect = config.password() == null ? login.applySimpleAuth()
                    : login.password(config.password().getBytes(StandardCharsets.UTF_8))
                            .applySimpleAuth();
        }
        return connect.build();
    }

    private void connected(MqttClientConnectedContext context) {
        if (closing) {
            client.disconnect();
        } else {
            subscribe();
        }
    }

    /// At every connection: a session that the broker has lost has no subscription either.
    private void subscribe() {
        client.subscribeWith().topicFilter(config.topic().filter()).qos(MqttQos.AT_LEAST_ONCE).send()
                .whenComplete((granted, failed) -> {
                    if (failed == null) {
                        toldReason.set("");
                        metrics.subscribed(true);
                        LOGGER.info("readings come from the MQTT broker {}", config.broker().getHost());
                    } else if (failed instanceof Mqtt5SubAckException refused) {
                        tell("the MQTT broker does not let ingest subscribe to " + config.topic() + ": "
                                + refused.getMqttMessage().getReasonCodes());
                        subscribeLater();
                    }
                });
    }

    private void subscribeLater() {
        Executor later = CompletableFuture.delayedExecutor(LAST_RETRY.toMillis(), TimeUnit.MILLISECONDS);
        later.execute(() -> {
            if (!closing && client.getState().isConnected()) {
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
