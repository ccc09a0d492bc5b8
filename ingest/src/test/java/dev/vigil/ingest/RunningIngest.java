package dev.vigil.ingest;

import dev.vigil.domain.reading.Reading;
import dev.vigil.http.AccessToken;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Ingest on a real broker, and a client at its doors.
record RunningIngest(TestKafka kafka, Ingest ingest, Door door) implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-22T10:41:05Z");
    static final String OPERATOR = "the-operator";

    static RunningIngest start(Path directory) {
        return start(directory, null);
    }

    static RunningIngest startWithOperator(Path directory) {
        return start(directory, new AccessToken(OPERATOR));
    }

    private static RunningIngest start(Path directory, AccessToken operator) {
        TestKafka kafka = TestKafka.start(directory, 0);
        Ingest ingest = Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, operator), kafka.connection(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> NOW);
        return new RunningIngest(kafka, ingest, new Door(ingest.port()));
    }

    List<Reading> readingsOf(String device) {
        return kafka.readingsOf(device).stream().map(found -> {
            try {
                return Topics.READINGS.value().decode(found.value());
            } catch (MalformedRecord e) {
                throw new AssertionError(e);
            }
        }).toList();
    }

    @Override
    public void close() {
        door.close();
        ingest.close();
        kafka.close();
    }
}
