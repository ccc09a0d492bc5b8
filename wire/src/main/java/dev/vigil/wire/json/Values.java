package dev.vigil.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import java.io.IOException;
import java.math.BigDecimal;

/// A value is a JSON number, exact to the last digit, or a string that is a code.
final class Values {

    private Values() {
    }

    static JsonSerializer<RawValue> rawSerializer() {
        return new JsonSerializer<>() {
            @Override
            public void serialize(RawValue value, JsonGenerator json, SerializerProvider provider)
                    throws IOException {
                switch (value) {
                    case RawValue.Decimal decimal -> json.writeNumber(decimal.value());
                    case RawValue.Text text -> json.writeString(text.value());
                }
            }
        };
    }

    static JsonDeserializer<RawValue> rawDeserializer() {
        return new JsonDeserializer<>() {
            @Override
            public RawValue deserialize(JsonParser json, DeserializationContext context) throws IOException {
                return refusing(json, () -> switch (json.currentToken()) {
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new RawValue.Decimal(json.getDecimalValue());
                    case VALUE_STRING -> new RawValue.Text(json.getText());
                    default -> throw new IllegalArgumentException("must be a number or a string");
                });
            }
        };
    }

    static JsonSerializer<MeasuredValue> measuredSerializer() {
        return new JsonSerializer<>() {
            @Override
            public void serialize(MeasuredValue value, JsonGenerator json, SerializerProvider provider)
                    throws IOException {
                switch (value) {
                    case MeasuredValue.Quantity quantity -> json.writeNumber(quantity.value());
                    case MeasuredValue.Level level -> json.writeString(level.level().code());
                }
            }
        };
    }

    static JsonDeserializer<MeasuredValue> measuredDeserializer() {
        return new JsonDeserializer<>() {
            @Override
            public MeasuredValue deserialize(JsonParser json, DeserializationContext context) throws IOException {
                return refusing(json, () -> switch (json.currentToken()) {
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new MeasuredValue.Quantity(decimal(json));
                    case VALUE_STRING -> new MeasuredValue.Level(Consciousness.ofCode(json.getText())
                            .orElseThrow(() -> new IllegalArgumentException("must be one of A, C, V, P, U")));
                    default -> throw new IllegalArgumentException("must be a number or a letter of ACVPU");
                });
            }
        };
    }

    private static BigDecimal decimal(JsonParser json) throws IOException {
        return new RawValue.Decimal(json.getDecimalValue()).value();
    }

    private static <T> T refusing(JsonParser json, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw new JsonMappingException(json, String.valueOf(e.getMessage()), e);
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }
}
