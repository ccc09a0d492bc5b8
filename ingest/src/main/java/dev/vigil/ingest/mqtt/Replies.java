package dev.vigil.ingest.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubRecReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import java.util.List;

/// Speaks to a client in its own version of MQTT. A connection that has ended meanwhile hears nothing.
final class Replies {

    static final int MQTT_5 = 5;

    private static final MqttProperties NONE = MqttProperties.NO_PROPERTIES;

    private final MqttEndpoint endpoint;

    Replies(MqttEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    void acknowledge(MqttPublishMessage message, Outcome outcome) {
        answer(message, outcome.pubAck(), outcome.pubRec());
    }

    void refuse(MqttPublishMessage message, MessageRefusal refusal) {
        if (isVersion5() && message.qosLevel() != MqttQoS.AT_MOST_ONCE) {
            answer(message, refusal.pubAck(), refusal.pubRec());
        } else {
            disconnect(refusal.disconnect());
        }
    }

    void subscribed(MqttSubscribeMessage message, List<Boolean> allowed) {
        quietly(() -> {
            if (isVersion5()) {
                endpoint.subscribeAcknowledge(message.messageId(), allowed.stream()
                        .map(yes -> yes ? MqttSubAckReasonCode.GRANTED_QOS0 : MqttSubAckReasonCode.NOT_AUTHORIZED)
                        .toList(), NONE);
            } else {
                endpoint.subscribeAcknowledge(message.messageId(),
                        allowed.stream().map(yes -> yes ? MqttQoS.AT_MOST_ONCE : MqttQoS.FAILURE).toList());
            }
        });
    }

    void publish(String topic, byte[] payload) {
        quietly(() -> endpoint.publish(topic, Buffer.buffer(payload), MqttQoS.AT_MOST_ONCE, false, false));
    }

    void disconnect(MqttDisconnectReasonCode reason) {
        quietly(() -> {
            if (isVersion5()) {
                endpoint.disconnect(reason, NONE);
            }
            endpoint.close();
        });
    }

    /// A connection may end at any moment.
    void quietly(Runnable reply) {
        try {
            reply.run();
        } catch (IllegalStateException | IllegalArgumentException e) { // what Vert.x says of a closed connection
            MqttDoor.LOGGER.debug("the connection has ended meanwhile");
        }
    }

    private void answer(MqttPublishMessage message, MqttPubAckReasonCode pubAck, MqttPubRecReasonCode pubRec) {
        quietly(() -> {
            switch (message.qosLevel()) {
                case AT_LEAST_ONCE -> {
                    if (isVersion5()) {
                        endpoint.publishAcknowledge(message.messageId(), pubAck, NONE);
                    } else {
                        endpoint.publishAcknowledge(message.messageId());
                    }
                }
                case EXACTLY_ONCE -> {
                    if (isVersion5()) {
                        endpoint.publishReceived(message.messageId(), pubRec, NONE);
                    } else {
                        endpoint.publishReceived(message.messageId());
                    }
                }
                case AT_MOST_ONCE, FAILURE -> {}
            }
        });
    }

    private boolean isVersion5() {
        return endpoint.protocolVersion() >= MQTT_5;
    }
}
