package dev.vigil.app.house;

import dev.vigil.app.client.Server;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.config.VigilConfig.Edge;
import dev.vigil.wire.KafkaConnection;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All services of one machine, running.
///
/// @param careTeam the page and API
public record WholeHouse(KafkaConnection kafka, Server careTeam, Server ingest) {

    /// Opens everything in the order of the flow; the door for readings last, when the house is ready.
    ///
    /// @param pageIsThere told the page's address as soon as it can be opened
    public static WholeHouse open(Services services, VigilConfig config, Consumer<URI> pageIsThere)
            throws InterruptedException {
        services.requireFreePorts();
        KafkaConnection kafka = services.broker();
        services.topics(kafka);
        URI careTeam = services.alerts(kafka);
        pageIsThere.accept(careTeam);
        URI streams = services.streams(kafka);
        URI fhir = services.fhirExport(kafka);
        services.awaitReady("streams", streams);
        services.awaitReady("alerts", careTeam);
        services.awaitReady("fhir-export", fhir);
        URI ingest = services.ingest(kafka);
        services.awaitReady("ingest", ingest);
        return new WholeHouse(kafka, new Server(careTeam, token(config.alerts())),
                new Server(ingest, token(config.ingest())));
    }

    private static @Nullable String token(Edge edge) {
        return edge.token() == null ? null : edge.token().value();
    }
}
