package dev.vigil.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.util.stream.Collectors;

/// A value as JSON, by the one mapper that all edges share. Thread-safe.
final class JsonCodec<T> implements Codec<T> {

    private final ObjectReader reader;
    private final ObjectWriter writer;

    JsonCodec(Class<T> type) {
        reader = Json.mapper().readerFor(type);
        writer = Json.mapper().writerFor(type);
    }

    @Override
    public byte[] encode(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every domain value can be written as JSON", e);
        }
    }

    @Override
    public T decode(byte[] bytes) throws MalformedRecord {
        try {
            T value = reader.readValue(bytes);
            if (value == null) {
                throw new MalformedRecord("JSON null where a value belongs");
            }
            return value;
        } catch (JsonMappingException e) {
            throw new MalformedRecord(pathOf(e) + reasonOf(e));
        } catch (JacksonException e) {
            throw new MalformedRecord("not JSON, at byte " + e.getLocation().getByteOffset());
        } catch (IOException | NumberFormatException e) { // the latter from an exponent beyond all bounds
            throw new MalformedRecord("unreadable: " + e.getClass().getSimpleName());
        }
    }

    private static String pathOf(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : "[" + step.getIndex() + "]")
                .collect(Collectors.joining("."));
    }

    /// Our own records explain themselves without values; Jackson's messages quote the input, so they stay out.
    private static String reasonOf(JsonMappingException e) {
        return e.getCause() instanceof IllegalArgumentException ours && !(ours instanceof NumberFormatException)
                ? ": " + ours.getMessage()
                : ": missing or of the wrong type";
    }
}
