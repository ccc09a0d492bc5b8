package dev.vigil.ingest.mqtt;

/// What can be set of the MQTT door, and its bounds.
///
/// @param host address to listen on
/// @param port 0 takes a free one
/// @param mostConnections at a time; one more is asked to come back
/// @param mostMessageBytes of one packet; a larger one ends its connection
/// @param mostReadings of one message
/// @param mostInFlight messages of one connection that wait for Kafka; who sends more is disconnected
/// @param inFlightBytes of all connections together
public record MqttConfig(String host, int port, int mostConnections, int mostMessageBytes, int mostReadings,
        int mostInFlight, long inFlightBytes) {

    public static final MqttConfig DEFAULTS =
            new MqttConfig("127.0.0.1", 1883, 20_000, 256 << 10, 10_000, 256, 64L << 20);

    public MqttConfig listeningOn(String newHost, int newPort) {
        return new MqttConfig(newHost, newPort, mostConnections, mostMessageBytes, mostReadings, mostInFlight,
                inFlightBytes);
    }
}
