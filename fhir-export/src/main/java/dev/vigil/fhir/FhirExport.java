package dev.vigil.fhir;

import dev.vigil.fhir.auth.BackendServices;
import dev.vigil.fhir.file.FileSink;
import dev.vigil.fhir.kept.KeptServerIds;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.lane.Lanes;
import dev.vigil.fhir.rest.Authorization;
import dev.vigil.fhir.rest.AuthorizationFailed;
import dev.vigil.fhir.rest.RestSettings;
import dev.vigil.fhir.rest.RestSink;
import dev.vigil.fhir.sink.Sink;
import dev.vigil.http.EdgeServer;
import dev.vigil.http.Readiness;
import dev.vigil.http.Replies;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The exporter: takes the exported topics to a FHIR server or to NDJSON files, each resource at least once under the
/// same id, so that it is there once. Any number of them share the work.
public final class FhirExport implements AutoCloseable {

    /// Consumer group whose committed offsets say how far the admitted readings are exported.
    public static final String GROUP = ExportedTopic.OBSERVATIONS.group();

    /// Where the public halves of our keys are, for an authorization server to fetch.
    public static final String PUBLISHED_KEYS = "/.well-known/jwks.json";

    private static final Duration AUTHORIZATION_RETRY = Duration.ofSeconds(30);

    private final Sink sink;
    private final Lanes lanes;
    private final EdgeServer server;
    private final @Nullable BackendServices access;

    private FhirExport(Sink sink, Lanes lanes, EdgeServer server, @Nullable BackendServices access) {
        this.sink = sink;
        this.lanes = lanes;
        this.server = server;
        this.access = access;
    }

    /// Returns at once; `/health/ready` says when it delivers.
    ///
    /// @throws UncheckedIOException when the files' folder or the key file cannot be used, with a message for a person
    public static FhirExport start(FhirExportConfig config, KafkaConnection kafka, PrometheusMeterRegistry registry,
            InstantSource clock) {
        BackendServices access = access(config, clock);
        Sink sink = sink(config, access, kafka, clock);
        Lanes lanes =
                Lanes.start(kafka, ExportedTopic.wanted(config.communications()), config.flavour(), sink, registry,
                        clock);
        try {
            EdgeServer server = server(config, registry, lanes, sink, access);
            return new FhirExport(sink, lanes, server, access);
        } catch (RuntimeException e) { // the port is taken
            close(lanes, sink, access);
            throw e;
        }
    }

    private static EdgeServer server(FhirExportConfig config, PrometheusMeterRegistry registry, Lanes lanes,
            Sink sink, @Nullable BackendServices access) {
        List<Readiness> readiness = new ArrayList<>(
                List.of(new Readiness("kafka", lanes::problem), new Readiness("sink", sink::problem)));
        if (access == null) {
            return EdgeServer.start(config.host(), config.port(), registry, readiness);
        }
        readiness.add(new Readiness("authorization", access::problem));
        return EdgeServer.start(config.host(), config.port(), registry, readiness,
                routing -> routing.get(PUBLISHED_KEYS, (request, response) -> Replies.json(response, 200,
                        access.publishedKeys().getBytes(StandardCharsets.UTF_8))));
    }

    private static @Nullable BackendServices access(FhirExportConfig config, InstantSource clock) {
        if (config.url() == null || config.auth() == null) {
            return null;
        }
        try {
            return BackendServices.open(config.auth(), config.url(), clock, AUTHORIZATION_RETRY);
        } catch (AuthorizationFailed e) {
            throw new UncheckedIOException("fhir.auth.keyFile: " + e.getMessage(), e);
        }
    }

    private static Sink sink(FhirExportConfig config, @Nullable BackendServices access, KafkaConnection kafka,
            InstantSource clock) {
        if (config.url() == null) {
            return FileSink.open(config.directory());
        }
        return new RestSink(RestSettings.of(config.url(), config.mode(), config.createPatients()),
                access == null ? Authorization.none() : access, KeptServerIds.start(kafka, clock), clock);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        close(lanes, sink, access);
    }

    private static void close(Lanes lanes, Sink sink, @Nullable BackendServices access) {
        try {
            lanes.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sink.close();
            if (access != null) {
                access.close();
            }
        }
    }
}
