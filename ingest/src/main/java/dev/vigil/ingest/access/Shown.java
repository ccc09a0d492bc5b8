package dev.vigil.ingest.access;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/// What a caller shows of itself; nothing of it is believed yet.
///
/// @param from whence it connects
/// @param username the credential's name where the protocol asks for one (MQTT), null where it does not (HTTP)
/// @param secret a credential's token or a JWT: HTTP's bearer token, MQTT's password; null where none is shown
/// @param certificate the client's own, its chain verified by TLS; null without
public record Shown(InetAddress from, @Nullable String username, @Nullable String secret,
        @Nullable X509Certificate certificate) {

    /// Holds a secret.
    @Override
    public String toString() {
        return "Shown[***]";
    }
}
