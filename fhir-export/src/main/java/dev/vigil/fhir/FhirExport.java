package dev.vigil.fhir;

import dev.vigil.fhir.file.FileSink;
import dev.vigil.fhir.kept.KeptServerIds;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.lane.Lanes;
import dev.vigil.fhir.rest.Authorization;
import dev.vigil.fhir.rest.RestSettings;
import dev.vigil.fhir.rest.RestSink;
import dev.vigil.fhir.sink.Sink;
import dev.vigil.http.EdgeServer;
import dev.vigil.http.Readiness;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;

/// The exporter: takes the exported topics to a FHIR server or to NDJSON files, each resource at least once under the
/// same id, so that it is there once. Any number of them share the work.
public final class FhirExport implements AutoCloseable {

    /// Consumer group whose committed offsets say how far the admitted readings are exported.
    public static final String GROUP = ExportedTopic.OBSERVATIONS.group();

    private final Sink sink;
    private final Lanes lanes;
    private final EdgeServer server;

    private FhirExport(Sink sink, Lanes lanes, EdgeServer server) {
        this.sink = sink;
        this.lanes = lanes;
        this.server = server;
    }

    /// Returns at once; `/health/ready` says when it delivers.
    ///
    /// @throws java.io.UncheckedIOException when the files' folder cannot be used, with a message for a person
    public static FhirExport start(FhirExportConfig config, KafkaConnection kafka, PrometheusMeterRegistry registry,
            InstantSource clock) {
        Sink sink = sink(config, kafka, clock);
        Lanes lanes = Lanes.start(kafka, config.url() != null || config.createPatients(), config.flavour(), sink,
                registry, clock);
        try {
            EdgeServer server = EdgeServer.start(config.host(), config.port(), registry,
                    List.of(new Readiness("kafka", lanes::problem), new Readiness("sink", sink::problem)));
            return new FhirExport(sink, lanes, server);
        } catch (RuntimeException e) { // the port is taken
            close(lanes, sink);
            throw e;
        }
    }

    private static Sink sink(FhirExportConfig config, KafkaConnection kafka, InstantSource clock) {
        if (config.url() == null) {
            return FileSink.open(config.directory());
        }
        return new RestSink(RestSettings.of(config.url(), config.mode(), config.createPatients()),
                Authorization.none(), KeptServerIds.start(kafka, clock), clock);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        close(lanes, sink);
    }

    private static void close(Lanes lanes, Sink sink) {
        try {
            lanes.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sink.close();
        }
    }
}
