package dev.vigil.fhir.mapping;

import ca.uhn.fhir.context.FhirContext;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;

/// The published package of US Core 6.1.0, where it lies beside the repository: its profiles, value sets and code
/// systems, for the validator.
final class UsCorePackage {

    private static final int BLOCK = 512;

    private UsCorePackage() {
    }

    static Optional<Path> find() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared/data/us-core/us_core_610.tgz");
            if (Files.exists(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    static PrePopulatedValidationSupport read(Path file) throws IOException {
        var support = new PrePopulatedValidationSupport(FhirContext.forR4Cached());
        try (InputStream bytes = Files.newInputStream(file);
                DataInputStream tar = new DataInputStream(new GZIPInputStream(bytes))) {
            byte[] header = tar.readNBytes(BLOCK);
            while (header.length == BLOCK && header[0] != 0) {
                int size = Integer.parseInt(text(header, 124, 12), 8);
                byte[] content = tar.readNBytes(size);
                tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                if (text(header, 0, 100)
                        .matches("package/(StructureDefinition|ValueSet|CodeSystem)-[^/]*\\.json")) {
                    support.addResource(FhirContext.forR4Cached().newJsonParser()
                            .parseResource(new String(content, StandardCharsets.UTF_8)));
                }
                header = tar.readNBytes(BLOCK);
            }
        }
        return support;
    }

    private static String text(byte[] header, int from, int length) {
        return new String(header, from, length, StandardCharsets.US_ASCII).split("[\0 ]", 2)[0];
    }
}
