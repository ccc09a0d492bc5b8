package dev.vigil.ingest;

import dev.vigil.http.AccessToken;
import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.bridge.BridgeConfig;
import dev.vigil.ingest.mqtt.MqttConfig;
import dev.vigil.ingest.reception.Limits;
import org.jspecify.annotations.Nullable;

/// What can be set of ingest. [#DEFAULTS] and [Limits#DEFAULTS] have every default.
///
/// @param host address to listen on; beyond loopback the application asks for credentials
/// @param port 0 takes a free one
/// @param access what devices, gateways and the operator show
/// @param mqtt null where MQTT devices have no door
/// @param bridge null where the site has no broker to subscribe at
public record IngestConfig(String host, int port, Access access, Limits limits, @Nullable MqttConfig mqtt,
        @Nullable BridgeConfig bridge) {

    public static final IngestConfig DEFAULTS = new IngestConfig("127.0.0.1", 8081, Access.OPEN, Limits.DEFAULTS);

    public IngestConfig(String host, int port, Access access, Limits limits) {
        this(host, port, access, limits, null, null);
    }

    /// With a door for MQTT.
    public IngestConfig with(MqttConfig door) {
        return new IngestConfig(host, port, access, limits, door, bridge);
    }

    /// Subscribing at a site's broker.
    public IngestConfig with(BridgeConfig broker) {
        return new IngestConfig(host, port, access, limits, mqtt, broker);
    }

    /// The same limits at another address.
    ///
    /// @param operator the operator's token, null where nobody needs a credential
    public IngestConfig listeningOn(String newHost, int newPort, @Nullable AccessToken operator) {
        return new IngestConfig(newHost, newPort, new Access(operator, null, null), limits);
    }
}
