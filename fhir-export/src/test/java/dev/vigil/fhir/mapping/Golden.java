package dev.vigil.fhir.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.r4.model.Resource;

/// Holds a resource against its golden file; `-Dgolden.write=true` writes the files anew, for a person to read in the
/// diff.
final class Golden {

    private static final Path FILES = Path.of("src/test/resources/golden");

    private Golden() {
    }

    static void assertMatches(String name, Resource resource) throws IOException {
        String json = FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true).encodeResourceToString(resource)
                + "\n";
        Path file = FILES.resolve(name + ".json");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, json);
        }
        assertThat(json).isEqualTo(Files.readString(file));
    }
}
