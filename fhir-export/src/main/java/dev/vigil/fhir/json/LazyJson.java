package dev.vigil.fhir.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// JSON whose objects and arrays begin only once something is in them: FHIR knows no empty ones, and to ask first
/// would mean to walk everything twice.
final class LazyJson {

    private static final int USUAL_DEPTH = 16;

    private final JsonGenerator json;
    private @Nullable String[] names = new @Nullable String[USUAL_DEPTH];
    private boolean[] arrays = new boolean[USUAL_DEPTH];
    private int pending;

    LazyJson(JsonGenerator json) {
        this.json = json;
    }

    /// @param name null inside an array
    void begin(@Nullable String name, boolean array) {
        if (pending == names.length) {
            names = Arrays.copyOf(names, 2 * pending);
            arrays = Arrays.copyOf(arrays, 2 * pending);
        }
        names[pending] = name;
        arrays[pending++] = array;
    }

    void end(boolean array) throws IOException {
        if (pending > 0) {
            pending--;
        } else if (array) {
            json.writeEndArray();
        } else {
            json.writeEndObject();
        }
    }

    /// Where to write what there is.
    ///
    /// @param name null inside an array
    JsonGenerator at(@Nullable String name) throws IOException {
        for (int i = 0; i < pending; i++) {
            String begun = names[i];
            if (begun != null) {
                json.writeFieldName(begun);
            }
            if (arrays[i]) {
                json.writeStartArray();
            } else {
                json.writeStartObject();
            }
        }
        pending = 0;
        if (name != null) {
            json.writeFieldName(name);
        }
        return json;
    }
}
