package dev.vigil.ingest.mapping;

import dev.vigil.ingest.table.CompactedTable;
import dev.vigil.ingest.table.TableWriter;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import dev.vigil.wire.mapping.MappingCodec;
import dev.vigil.wire.mapping.MappingTemplate;
import dev.vigil.wire.mapping.ParsedMapping;
import dev.vigil.wire.mapping.StoredMapping;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The mapping templates in force, the same at every instance and changed without a restart. Thread-safe.
public final class Mappings implements AutoCloseable {

    private final CompactedTable<String, StoredMapping> table;
    private final TableWriter<String, StoredMapping> writer;
    private final InstantSource clock;
    private final int mostReadings;
    private final Supplier<Map<String, MappingTemplate>> templates;

    private Mappings(CompactedTable<String, StoredMapping> table, TableWriter<String, StoredMapping> writer,
            InstantSource clock, int mostReadings) {
        this.table = table;
        this.writer = writer;
        this.clock = clock;
        this.mostReadings = mostReadings;
        templates = table.derived(Mappings::templates);
    }

    /// Returns at once; templates are known when they have been read.
    ///
    /// @param mostReadings of one message
    public static Mappings open(KafkaConnection kafka, MeterRegistry registry, InstantSource clock, int mostReadings) {
        CompactedTable<String, StoredMapping> table = CompactedTable.start(Topics.MAPPINGS, kafka, registry);
        return new Mappings(table, new TableWriter<>(Topics.MAPPINGS, table, kafka, clock), clock, mostReadings);
    }

    /// Whether a template that is not here does not exist.
    public boolean ready() {
        return table.caughtUp();
    }

    /// Why templates are not known yet, empty when they are; for readiness.
    public Optional<String> whyNotReady() {
        return table.whyNotReady();
    }

    /// How messages of this mapping are read; usable at every door.
    public Optional<MappedFormat> format(String id) {
        return Optional.ofNullable(templates.get().get(id)).map(template -> new MappedFormat(template, mostReadings));
    }

    Map<String, StoredMapping> all() {
        return table.all();
    }

    @Nullable
    StoredMapping get(String id) {
        return table.get(id);
    }

    /// @param template one that has been checked
    /// @return whether it is stored, and in force here
    boolean put(String id, String template) {
        return writer.put(id, new StoredMapping(id, template, clock.instant()));
    }

    boolean remove(String id) {
        return writer.put(id, null);
    }

    /// One that an older or newer version wrote and this one cannot read is not in force here.
    private static Map<String, MappingTemplate> templates(Map<String, StoredMapping> rows) {
        Map<String, MappingTemplate> templates = new HashMap<>();
        rows.forEach((id, stored) -> {
            if (MappingCodec.parse(stored.template()) instanceof ParsedMapping.Accepted(MappingTemplate template)) {
                templates.put(id, template);
            }
        });
        return Map.copyOf(templates);
    }

    @Override
    public void close() {
        writer.close();
        table.close();
    }
}
