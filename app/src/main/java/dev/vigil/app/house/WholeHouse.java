package dev.vigil.app.house;

import dev.vigil.app.client.Server;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.wire.KafkaConnection;
import java.net.URI;
import java.util.function.Consumer;

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
        Server careTeam = services.alerts(kafka);
        pageIsThere.accept(careTeam.address());
        Server streams = services.streams(kafka);
        Server fhir = services.fhirExport(kafka);
        services.awaitReady("streams", streams);
        services.awaitReady("alerts", careTeam);
        services.awaitReady("fhir-export", fhir);
        Server ingest = services.ingest(kafka);
        services.awaitReady("ingest", ingest);
        return new WholeHouse(kafka, careTeam, ingest);
    }
}
