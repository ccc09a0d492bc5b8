package dev.vigil.ingest.access;

import dev.vigil.ingest.table.CompactedTable;
import dev.vigil.ingest.table.TableWriter;
import dev.vigil.wire.Credential;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Credentials at this instance: read, asked by every door, administered by the operator.
public final class AccessControl implements AutoCloseable {

    private final CompactedTable<String, Credential> table;
    private final TableWriter<String, Credential> writer;
    private final CredentialAuthenticator authenticator;
    private final CredentialStore store;

    private AccessControl(CompactedTable<String, Credential> table, TableWriter<String, Credential> writer,
            CredentialAuthenticator authenticator, CredentialStore store) {
        this.table = table;
        this.writer = writer;
        this.authenticator = authenticator;
        this.store = store;
    }

    /// Returns at once; credentials are known when they have been read.
    public static AccessControl open(Access access, KafkaConnection kafka, MeterRegistry registry,
            InstantSource clock) {
        CompactedTable<String, Credential> table = CompactedTable.start(Topics.CREDENTIALS, kafka, registry);
        Gauge.builder("vigil.credentials.expires", table, known -> nextExpiry(known.all(), clock.instant()))
                .baseUnit("seconds").description("When the next credential expires, in seconds since 1970")
                .register(registry);
        TableWriter<String, Credential> writer = new TableWriter<>(Topics.CREDENTIALS, table, kafka, clock);
        return new AccessControl(table, writer, new CredentialAuthenticator(access, table, clock, registry),
                new CredentialStore(table, writer, clock));
    }

    private static double nextExpiry(Map<String, Credential> credentials, Instant now) {
        return credentials.values().stream().filter(credential -> credential.holdsAt(now))
                .mapToDouble(credential -> credential.expiresAt().getEpochSecond()).min().orElse(Double.NaN);
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    public CredentialStore store() {
        return store;
    }

    /// Why credentials are not known yet, empty when they are; for readiness.
    public Optional<String> whyNotReady() {
        return table.whyNotReady();
    }

    @Override
    public void close() {
        writer.close();
        table.close();
    }
}
