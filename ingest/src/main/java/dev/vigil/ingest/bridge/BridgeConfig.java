package dev.vigil.ingest.bridge;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the site's broker is, and as whom ingest subscribes there.
///
/// @param broker `mqtt://host:1883` or `mqtts://host:8883`
/// @param clientId of this instance alone, and the same after a restart: the broker keeps the session under it
/// @param user null where the broker asks for none
/// @param authorities PEM of those that may sign the broker's certificate; null for those that Java believes
public record BridgeConfig(URI broker, String clientId, ReadingsTopic topic, @Nullable String user,
        @Nullable String password, @Nullable Path authorities) {

    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    boolean tls() {
        return "mqtts".equals(broker.getScheme());
    }

    int port() {
        return broker.getPort() > 0 ? broker.getPort() : tls() ? TLS_PORT : PLAIN_PORT;
    }

    /// Holds a password.
    @Override
    public String toString() {
        return "BridgeConfig[" + broker + ", " + clientId + "]";
    }
}
