package dev.vigil.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.function.Function;

/// A domain type whose JSON has another shape than its record. What the record refuses is a mapping error.
final class ShapeDeserializer<T, J> extends StdDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final Class<J> shape;
    private final transient Function<J, T> read;

    ShapeDeserializer(Class<T> type, Class<J> shape, Function<J, T> read) {
        super(type);
        this.shape = shape;
        this.read = read;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
        J parsed = context.readValue(json, shape);
        try {
            return read.apply(parsed);
        } catch (IllegalArgumentException e) {
            throw new JsonMappingException(json, String.valueOf(e.getMessage()), e);
        }
    }
}
