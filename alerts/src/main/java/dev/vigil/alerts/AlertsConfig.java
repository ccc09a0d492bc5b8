package dev.vigil.alerts;

import dev.vigil.http.tls.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The alerts stage's settings.
///
/// @param host to listen on; loopback unless configured
/// @param port of page and API, 0 takes a free one
/// @param token what callers of the API must show, null where none is asked for (loopback only)
/// @param tls null for plain HTTP
/// @param stateDir a folder of this instance alone
/// @param threads of the lifecycle application
public record AlertsConfig(String host, int port, @Nullable String token, @Nullable TlsFiles tls, Path stateDir,
        int threads) {

    /// The token stays secret.
    @Override
    public String toString() {
        return "AlertsConfig[" + host + ":" + port + ", token=" + (token == null ? "none" : "***") + "]";
    }
}
