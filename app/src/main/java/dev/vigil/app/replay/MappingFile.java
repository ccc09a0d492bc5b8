package dev.vigil.app.replay;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads a mapping file; an unknown key is refused, because a misspelt one would silently drop a vital.
final class MappingFile {

    private static final ObjectMapper STRICT = Json.mapper().copy()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private MappingFile() {
    }

    static Mapping read(Path file) throws IOException {
        try {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            return STRICT.readValue(STRICT.writeValueAsBytes(tree), Mapping.class);
        } catch (YAMLException e) {
            throw new UnusableRecording(file + " is not YAML: " + e.getMessage());
        } catch (JsonMappingException e) {
            String path = e.getPath().stream().map(step -> String.valueOf(step.getFieldName()))
                    .collect(Collectors.joining("."));
            throw new UnusableRecording(file + ": " + path + ": " + e.getOriginalMessage());
        }
    }
}
