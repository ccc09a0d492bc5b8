package dev.vigil.fhir.file;

import com.fasterxml.jackson.core.JacksonException;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/// How far each file is valid, and which records that covers. It replaces its predecessor in one rename, so the files'
/// lengths and the offsets are always of the same moment.
///
/// @param nextOffsets per topic and partition, the first offset that is not in the files
/// @param lengths per file, its valid bytes; what lies behind them is of a batch that was cut off
record Committed(Map<String, Long> nextOffsets, Map<String, Long> lengths) {

    static final String FILE = "committed.json";

    private static final String DRAFT = "committed.json.tmp";

    Committed {
        nextOffsets = Map.copyOf(nextOffsets);
        lengths = Map.copyOf(lengths);
    }

    static Committed nothing() {
        return new Committed(Map.of(), Map.of());
    }

    static Committed read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        try {
            return Json.mapper().readValue(file.toFile(), Committed.class);
        } catch (JacksonException e) {
            throw new IOException(file + " cannot be read; restore it or move the folder's files away", e);
        }
    }

    long length(String file) {
        return lengths.getOrDefault(file, 0L);
    }

    Committed with(Map<String, Long> newOffsets, Map<String, Long> newLengths) {
        Map<String, Long> offsets = new TreeMap<>(nextOffsets);
        offsets.putAll(newOffsets);
        Map<String, Long> allLengths = new TreeMap<>(lengths);
        allLengths.putAll(newLengths);
        return new Committed(offsets, allLengths);
    }

    /// On disk when this returns.
    void write(Path directory) throws IOException {
        Path draft = directory.resolve(DRAFT);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(Json.mapper().writeValueAsBytes(this));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
