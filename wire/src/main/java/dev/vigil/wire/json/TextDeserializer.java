package dev.vigil.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.function.Function;

/// A type that is one JSON string. Anything else in its place is refused, a number that looks like a time among it.
final class TextDeserializer<T> extends StdDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> read;

    TextDeserializer(Class<T> type, Function<String, T> read) {
        super(type);
        this.read = read;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw refused(json, new IllegalArgumentException("must be a string"));
        }
        try {
            return read.apply(json.getText());
        } catch (IllegalArgumentException e) {
            throw refused(json, e);
        }
    }

    private static JsonMappingException refused(JsonParser json, IllegalArgumentException reason) {
        return new JsonMappingException(json, String.valueOf(reason.getMessage()), reason);
    }
}
