package dev.vigil.ingest.gatt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Test vectors of the specification's readers, kept beside the repository like the recordings.
final class PublishedVectors {

    private static final String FILE = "shared/gatt_vectors.csv";

    private PublishedVectors() {
    }

    record Vector(String id, String characteristic, byte[] bytes, Map<String, String> decoded) {

        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Vector> all() throws IOException {
        Path file = find();
        Assumptions.assumeTrue(file != null, "no " + FILE + " beside the repository");
        List<String> lines = Files.readAllLines(file);
        return lines.subList(1, lines.size()).stream().map(line -> line.split(",", 4))
                .map(cells -> new Vector(cells[0], cells[1], HexFormat.of().parseHex(cells[2]), decoded(cells[3])));
    }

    private static Map<String, String> decoded(String text) {
        Map<String, String> decoded = new LinkedHashMap<>();
        for (String pair : text.replace("\"", "").split("; ")) {
            int equals = pair.indexOf('=');
            if (!pair.startsWith("unit=")) {
                decoded.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return decoded;
    }

    private static Path find() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(FILE);
            if (Files.exists(file)) {
                return file;
            }
        }
        return null;
    }
}
