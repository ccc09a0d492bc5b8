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
        return new Server(named != null ? named : URI.create("http://127.0.0.1:" + edge.port()),
                edge.token() == null ? null : edge.token().value());
    }
}
