package dev.vigil.ingest;

import dev.vigil.http.AccessToken;
import dev.vigil.ingest.reception.Limits;
import org.jspecify.annotations.Nullable;

/// What can be set of ingest. [#DEFAULTS] and [Limits#DEFAULTS] have every default.
///
/// @param host address to listen on; beyond loopback the application asks for a token
/// @param port 0 takes a free one
/// @param token what devices and gateways show, null where nobody needs to
public record IngestConfig(String host, int port, @Nullable AccessToken token, Limits limits) {

    public static final IngestConfig DEFAULTS = new IngestConfig("127.0.0.1", 8081, null, Limits.DEFAULTS);

    /// The same limits at another address.
    public IngestConfig listeningOn(String newHost, int newPort, @Nullable AccessToken newToken) {
        return new IngestConfig(newHost, newPort, newToken, limits);
    }
}
