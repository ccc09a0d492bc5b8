package dev.vigil.app.command;

import dev.vigil.app.client.Server;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.config.VigilConfig.Edge;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The services that commands speak to: on this machine as configured, unless named.
final class LocalServers {

    private LocalServers() {
    }

    static Server ingest(VigilConfig config, @Nullable URI named) {
        return server(config.ingest(), named);
    }

    static Server careTeam(VigilConfig config, @Nullable URI named) {
        return server(config.alerts(), named);
    }

    private static Server server(Edge edge, @Nullable URI named) {
        String token = edge.token() == null ? null : edge.token().value();
        return named != null ? new Server(named, token, null) : new Server(edge.onThisMachine(edge.port()), token,
                edge.tls());
    }
}
