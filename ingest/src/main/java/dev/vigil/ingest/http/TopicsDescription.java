package dev.vigil.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import java.util.Locale;

/// The AsyncAPI 3.0 description of every topic, made from the topics themselves: what its key is, how long it is kept,
/// and the JSON Schema of its values. Beside them the topics of MQTT.
final class TopicsDescription {

    private TopicsDescription() {
    }

    /// @param readingSchema of what gateways write
    /// @param schemas of what is written here, by topic
    static ObjectNode of(ObjectNode readingSchema, JsonNode schemas) {
        ObjectNode description = Json.mapper().createObjectNode().put("asyncapi", "3.0.0");
        description.putObject("info").put("title", "Vigil topics").put("version", "1").put("description",
                "Kafka topics and MQTT, JSON values. A record's timestamp is the time of receipt. Gateways that speak "
                        + "Kafka produce to " + Topics.INBOUND.name()
                        + ", whoever delivers alerts by a program of their own to " + Topics.NOTIFICATIONS.name()
                        + "; everything else is Vigil's to write and anybody's to read.");
        description.put("defaultContentType", "application/json");
        ObjectNode channels = description.putObject("channels");
        ObjectNode operations = description.putObject("operations");
        Topics.all().forEach(topic -> {
            String name = channel(topic);
            channels.set(name,
                    channel(topic, topic.equals(Topics.INBOUND) ? readingSchema : schemas.path(topic.name())));
            operations.putObject(operation(topic)).put("action", topic.equals(Topics.INBOUND) ? "receive" : "send")
                    .putObject("channel").put("$ref", "#/channels/" + name);
        });
        mqtt(channels, "readings",
                "One reading or an array of them, QoS 1: acknowledged when all in-sync replicas have "
                        + "the accepted ones.");
        mqtt(channels, "outcomes", "What became of each reading of a message, in the words of the HTTP door.");
        mqtt(channels, "status", "Whether the device is connected.");
        operations.putObject("take-mqtt-readings").put("action", "receive").putObject("channel").put("$ref",
                "#/channels/mqtt-readings");
        return description;
    }

    private static void mqtt(ObjectNode channels, String kind, String says) {
        ObjectNode channel = channels.putObject("mqtt-" + kind).put("address", "vigil/{deviceId}/" + kind)
                .put("description", "MQTT: " + says);
        channel.putObject("parameters").putObject("deviceId").put("description", "As in a reading");
        channel.putObject("messages").putObject("value").put("contentType", "application/json");
    }

    private static ObjectNode channel(Topic<?, ?> topic, JsonNode schema) {
        ObjectNode channel = Json.mapper().createObjectNode().put("address", topic.name());
        channel.put("description", "Kept " + (topic.retention() == null ? "as the newest of each key"
                : topic.retention().toDays() + " days") + ", cleanup "
                + topic.cleanup().name().toLowerCase(Locale.ROOT).replace("_and_", ","));
        ObjectNode message = channel.putObject("messages").putObject("value");
        message.put("contentType", "application/json");
        message.set("payload", schema.deepCopy());
        message.putObject("bindings").putObject("kafka").putObject("key").put("type", "string").put("description",
                switch (topic.family()) {
                    case DEVICE -> "begins with the deviceId";
                    case PATIENT -> "begins with the patientId";
                    case FREE -> "see the documentation";
                });
        return channel;
    }

    /// Names in AsyncAPI have no dots.
    private static String channel(Topic<?, ?> topic) {
        return topic.name().replace('.', '-');
    }

    private static String operation(Topic<?, ?> topic) {
        return (topic.equals(Topics.INBOUND) ? "take-" : "write-") + channel(topic);
    }
}
