package dev.vigil.ingest.mqtt;

import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubRecReasonCode;

/// Why a message is not taken at all. MQTT 5 says so in its acknowledgement; MQTT 3.1.1 has no word for it, so its
/// connection ends: an acknowledgement would say that the message is safe.
enum MessageRefusal {
    WRONG_TOPIC("topic", MqttPubAckReasonCode.TOPIC_NAME_INVALID, MqttPubRecReasonCode.TOPIC_NAME_INVALID,
            MqttDisconnectReasonCode.TOPIC_NAME_INVALID),
    NOT_YOUR_DEVICE("device-not-allowed", MqttPubAckReasonCode.NOT_AUTHORIZED, MqttPubRecReasonCode.NOT_AUTHORIZED,
            MqttDisconnectReasonCode.NOT_AUTHORIZED),
    TOO_MUCH_AT_ONCE("too-much-at-once", MqttPubAckReasonCode.QUOTA_EXCEEDED, MqttPubRecReasonCode.QUOTA_EXCEEDED,
            MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED);

    private final String code;
    private final MqttPubAckReasonCode pubAck;
    private final MqttPubRecReasonCode pubRec;
    private final MqttDisconnectReasonCode disconnect;

    MessageRefusal(String code, MqttPubAckReasonCode pubAck, MqttPubRecReasonCode pubRec,
            MqttDisconnectReasonCode disconnect) {
        this.code = code;
        this.pubAck = pubAck;
        this.pubRec = pubRec;
        this.disconnect = disconnect;
    }

    String code() {
        return code;
    }

    MqttPubAckReasonCode pubAck() {
        return pubAck;
    }

    MqttPubRecReasonCode pubRec() {
        return pubRec;
    }

    MqttDisconnectReasonCode disconnect() {
        return disconnect;
    }
}
