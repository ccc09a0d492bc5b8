package dev.vigil.ingest.bridge;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where the site's broker is, and as whom ingest subscribes there.
///
/// @param broker `mqtt://host:1883` or `mqtts://host:8883`
/// @param version of MQTT that the broker speaks
/// @param clientId of this instance alone, and the same after a restart: the broker keeps the session under it
/// @param user null where the broker asks for none
/// @param authorities PEM of those that may sign the broker's certificate; null for those that Java believes
public record BridgeConfig(URI broker, Version version, String clientId, ReadingsTopic topic, @Nullable String user,
        @Nullable String password, @Nullable Path authorities) {

    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    /// Version 5 tells more; brokers that do not speak it are not asked for it, since many only hang up.
    public enum Version {
        FIVE("5"), THREE("3.1.1");

        private final String number;

        Version(String number) {
            this.number = number;
        }

        /// @throws IllegalArgumentException for any other
        public static Version of(String number) {
            return Arrays.stream(values()).filter(version -> version.number.equals(number)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be 5 or 3.1.1"));
        }
    }

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
