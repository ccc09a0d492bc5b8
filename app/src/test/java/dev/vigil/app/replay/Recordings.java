package dev.vigil.app.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The recordings that tests may use: they lie beside the repository and are no part of it.
public final class Recordings {

    private Recordings() {
    }

    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (here.getParent() != null && !Files.exists(here.resolve("mappings"))) {
            here = here.getParent();
        }
        return here;
    }

    public static Path mapping(String name) {
        return root().resolve("mappings").resolve(name + ".yaml");
    }

    /// Skips the test in one line when the recording is not there.
    public static List<Path> files(String folder, String suffix) throws IOException {
        Path recording = root().resolveSibling("shared").resolve("data").resolve(folder);
        Assumptions.assumeTrue(Files.isDirectory(recording), "recording " + folder + " is not on this machine");
        try (Stream<Path> files = Files.list(recording)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
