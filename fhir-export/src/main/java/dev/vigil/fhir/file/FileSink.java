package dev.vigil.fhir.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.sink.Delivered;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Parcel;
import dev.vigil.fhir.sink.Sink;
import dev.vigil.fhir.sink.Source;
import dev.vigil.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Resources as lines of NDJSON: `Observation-3.ndjson` holds what partition 3 of the observations became,
/// `Observation-scores-3.ndjson` what its scores did. A later line of the same id is its newer version.
///
/// A record that comes again, because Kafka's own note of the offset was behind, is known by its offset and skipped.
/// A Patient or Device is written before the first resource that refers to it and again only when it changed. While the
/// disk refuses, delivery waits and says so.
public final class FileSink implements Sink {

    private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    /// The only thread that touches the folder. A lane that is stopped is interrupted, and an interrupt in the middle
    /// of a write would close the file under it.
    private final ExecutorService writer = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("fhir-files").daemon().factory());
    private final NdjsonFolder folder;
    private final Map<String, Map<String, String>> referencesByFile = new HashMap<>();
    private volatile @Nullable String problem;

    private FileSink(NdjsonFolder folder) {
        this.folder = folder;
    }

    /// @throws UncheckedIOException when the folder cannot be used, with a message for a person
    public static FileSink open(Path directory) {
        try {
            return new FileSink(NdjsonFolder.open(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public Delivered deliver(Parcel parcel) throws InterruptedException {
        try {
            while (!writer.submit(() -> tryAppend(parcel.exports())).get()) {
                Thread.sleep(RETRY);
            }
            return Delivered.all();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batch could not be written", e.getCause());
        }
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void close() {
        writer.close();
        try {
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean tryAppend(List<Export> exports) {
        try {
            append(exports);
            problem = null;
            return true;
        } catch (IOException e) {
            LOG.warn("FHIR files cannot be written, trying again in {}: {}", RETRY, e.toString());
            problem = "FHIR files cannot be written: " + e.getClass().getSimpleName();
            return false;
        }
    }

    private void append(List<Export> exports) throws IOException {
        Map<String, ByteArrayOutputStream> lines = new LinkedHashMap<>();
        Map<String, Map<String, String>> references = new HashMap<>();
        Map<String, Long> nextOffsets = new HashMap<>();
        for (Export export : exports) {
            Source source = export.source();
            String partition = source.topic() + "-" + source.partition() + "@" + source.topicId();
            if (source.offset() >= folder.committed().nextOffsets().getOrDefault(partition, 0L)) {
                addReferences(export, references, lines);
                export.resources().forEach(resource -> add(resource, fileOf(resource, export.series(), export), lines));
                nextOffsets.put(partition, source.offset() + 1);
            }
        }
        if (!nextOffsets.isEmpty()) {
            Map<String, byte[]> bytes = new HashMap<>();
            lines.forEach((file, text) -> bytes.put(file, text.toByteArray()));
            folder.append(bytes, nextOffsets);
            references.forEach(
                    (file, added) -> referencesByFile.computeIfAbsent(file, name -> new HashMap<>()).putAll(added));
        }
    }

    private void addReferences(Export export, Map<String, Map<String, String>> added,
            Map<String, ByteArrayOutputStream> lines) throws IOException {
        for (EncodedResource reference : export.references()) {
            String file = fileOf(reference, "", export);
            Map<String, String> ofBatch = added.computeIfAbsent(file, name -> new HashMap<>());
            String known = ofBatch.getOrDefault(reference.id(), known(file).get(reference.id()));
            if (!reference.json().equals(known)) {
                ofBatch.put(reference.id(), reference.json());
                add(reference, file, lines);
            }
        }
    }

    private Map<String, String> known(String file) throws IOException {
        Map<String, String> known = referencesByFile.get(file);
        if (known == null) {
            known = new HashMap<>();
            for (String line : folder.lines(file)) {
                JsonNode resource = Json.mapper().readTree(line);
                known.put(resource.path("id").asText(), line);
            }
            referencesByFile.put(file, known);
        }
        return known;
    }

    private static String fileOf(EncodedResource resource, String series, Export export) {
        return resource.type() + (series.isEmpty() ? "" : "-" + series) + "-" + export.source().partition() + ".ndjson";
    }

    private static void add(EncodedResource resource, String file, Map<String, ByteArrayOutputStream> lines) {
        lines.computeIfAbsent(file, name -> new ByteArrayOutputStream())
                .writeBytes((resource.json() + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
