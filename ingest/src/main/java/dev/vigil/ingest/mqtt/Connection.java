package dev.vigil.ingest.mqtt;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.ingest.access.Authentication.Accepted;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.mqtt.DeviceTopic.Kind;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One client's connection: what it may do, and what it is told. It is asked again at each message whether its
/// credential still stands. Handlers run on the connection's event loop and never wait.
final class Connection {

    /// Version 3.1.1 cannot be told how many messages may wait, and a client that was offline has many.
    static final int MOST_TIMES_ANNOUNCED = 16;

    /// So many connections may hold as much as they can without taking the room of the others.
    private static final int FULL_CONNECTIONS = 16;

    private static final String SENT_AT = "sentAt";
    private static final Duration NEVER_ENDS = Duration.ofSeconds(0xFFFFFFFFL);

    private final MqttEndpoint endpoint;
    private final Accepted accepted;
    private final Instant openedAt;
    private final MqttDoor door;
    private final InOrder messages;
    private final Replies replies;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final String client;
    private int heldBytes;
    private boolean over;
    private volatile boolean saidGoodbye;

    Connection(MqttEndpoint endpoint, Accepted accepted, Instant openedAt, MqttDoor door, InOrder messages) {
        this.endpoint = endpoint;
        this.accepted = accepted;
        this.openedAt = openedAt;
        this.door = door;
        this.messages = messages;
        replies = new Replies(endpoint);
        client = assignsName() ? UUID.randomUUID().toString() : endpoint.clientIdentifier();
    }

    /// Whether the client leaves its name to the server.
    boolean assignsName() {
        return endpoint.clientIdentifier() == null;
    }

    /// Before the client is told that it is accepted.
    void listen() {
        endpoint.publishAutoAck(false);
        endpoint.publishHandler(this::published);
        endpoint.publishReleaseHandler(id -> replies.quietly(() -> endpoint.publishComplete(id)));
        endpoint.subscribeHandler(message -> replies.subscribed(message, message.topicSubscriptions().stream()
                .map(wanted -> subscribe(wanted.topicName())).toList()));
        endpoint.unsubscribeHandler(message -> {
            message.topics().forEach(topic -> DeviceTopic.filter(topic)
                    .ifPresent(filter -> door.sessions().unsubscribe(key(), filter)));
            replies.quietly(() -> endpoint.unsubscribeAcknowledge(message.messageId()));
        });
        endpoint.disconnectMessageHandler(message -> saidGoodbye = message
                .code() != MqttDisconnectReasonCode.WITH_WILL_MESSAGE);
        endpoint.disconnectHandler(none -> saidGoodbye = true);
        endpoint.exceptionHandler(broken -> door.metrics().broken());
        endpoint.closeHandler(none -> closed());
    }

    Sessions.Key key() {
        return new Sessions.Key(accepted.sender().name(), client);
    }

    @Nullable
    String sender() {
        return accepted.sender().name();
    }

    Instant openedAt() {
        return openedAt;
    }

    /// How long its session is to outlive it.
    Duration lasting() {
        if (endpoint.protocolVersion() < Replies.MQTT_5) {
            return endpoint.isCleanSession() ? Duration.ZERO : NEVER_ENDS;
        }
        return endpoint.connectProperties()
                .getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL) instanceof MqttProperties.IntegerProperty seconds
                        ? Duration.ofSeconds(Integer.toUnsignedLong(seconds.value())) : Duration.ZERO;
    }

    void tell(Kind kind, DeviceId device, byte[] json) {
        replies.publish(kind.of(device), json);
    }

    void end(MqttDisconnectReasonCode reason) {
        replies.disconnect(reason);
    }

    private boolean subscribe(String topic) {
        Optional<DeviceTopic> filter = DeviceTopic.filter(topic);
        Optional<Sender> sender = accepted.standing().get();
        boolean allowed = filter.isPresent() && sender.isPresent()
                && (filter.get().device() == null || sender.get().devices().covers(filter.get().device()));
        if (allowed) {
            door.sessions().subscribe(key(), filter.get());
        }
        return allowed;
    }

    private void published(MqttPublishMessage message) {
        Optional<Sender> sender = accepted.standing().get();
        Optional<DeviceId> device = DeviceTopic.name(message.topicName())
                .filter(topic -> topic.kind() == Kind.READINGS).map(DeviceTopic::device);
        if (sender.isEmpty()) {
            end(MqttDisconnectReasonCode.NOT_AUTHORIZED);
        } else if (device.isEmpty()) {
            refuse(message, MessageRefusal.WRONG_TOPIC);
        } else if (!sender.get().devices().covers(device.get())) {
            refuse(message, MessageRefusal.NOT_YOUR_DEVICE);
        } else {
            receive(message, device.get(), sender.get());
        }
    }

    private void refuse(MqttPublishMessage message, MessageRefusal refusal) {
        door.metrics().refused(refusal);
        replies.refuse(message, refusal);
    }

    /// Its payload is copied: Vert.x may use the buffer again.
    private void receive(MqttPublishMessage message, DeviceId device, Sender sender) {
        byte[] payload = message.payload().getBytes();
        if (inFlight.get() >= mostInFlight() || !hold(payload.length)) {
            door.metrics().refused(MessageRefusal.TOO_MUCH_AT_ONCE);
            end(MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
            return;
        }
        inFlight.incrementAndGet();
        door.metrics().received(message.qosLevel());
        messages.offer(new ReadingMessage(device, payload, sentAt(message), message.isDup(), sender, settlement -> {
            inFlight.decrementAndGet();
            release(payload.length);
            settled(message, device, settlement);
        }));
    }

    private void settled(MqttPublishMessage message, DeviceId device, Settlement settlement) {
        Outcome outcome = Outcome.of(settlement, door.reception()::measureNext,
                property(message, Outcome.LANGUAGE));
        replies.acknowledge(message, outcome);
        List<Connection> listening = door.sessions().listening(sender(), Kind.OUTCOMES, device);
        if (!listening.isEmpty()) {
            byte[] json = outcome.json();
            listening.forEach(connection -> connection.tell(Kind.OUTCOMES, device, json));
        }
    }

    private int mostInFlight() {
        int announced = door.config().mostInFlight();
        return endpoint.protocolVersion() < Replies.MQTT_5 ? MOST_TIMES_ANNOUNCED * announced : announced;
    }

    private synchronized boolean hold(int bytes) {
        boolean held = !over && heldBytes + bytes <= door.config().inFlightBytes() / FULL_CONNECTIONS
                && door.budget().reserve(bytes);
        heldBytes += held ? bytes : 0;
        return held;
    }

    private synchronized void release(int bytes) {
        if (!over) {
            heldBytes -= bytes;
            door.budget().release(bytes);
        }
    }

    private synchronized void releaseAll() {
        over = true;
        door.budget().release(heldBytes);
    }

    /// At its end, once.
    void closed() {
        if (gone.getAndSet(true)) {
            return;
        }
        messages.close();
        releaseAll();
        door.left(this, will(), saidGoodbye);
    }

    /// The device whose going it announces, one of its sender's.
    Optional<DeviceId> will() {
        return Optional.ofNullable(endpoint.will()).filter(will -> will.isWillFlag() && will.getWillTopic() != null)
                .flatMap(will -> DeviceTopic.name(will.getWillTopic())).filter(topic -> topic.kind() == Kind.STATUS)
                .map(DeviceTopic::device).filter(accepted.sender().devices()::covers);
    }

    /// One that is no time is no reason to lose the readings.
    private static @Nullable Instant sentAt(MqttPublishMessage message) {
        String text = property(message, SENT_AT);
        try {
            return text == null ? null : ReadingCheck.instant(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// A user property of MQTT 5.
    private static @Nullable String property(MqttPublishMessage message, String name) {
        for (MqttProperty<?> property : message.properties().getProperties(MqttProperties.USER_PROPERTY)) {
            if (property.value() instanceof StringPair pair && pair.key.equals(name)) {
                return pair.value;
            }
        }
        return null;
    }
}
