package dev.vigil.ingest.parse;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vigil.ingest.check.Scalar;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A body as a tree, for the formats whose parts refer to one another. Either one whole JSON text or a reason that
/// quotes nothing of it; a name that occurs twice is refused, since either of the two could be meant.
public sealed interface JsonTree {

    record Whole(JsonNode root) implements JsonTree {
    }

    record Unreadable(String detail) implements JsonTree {
    }

    int DEEPEST = 64;

    ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    static JsonTree read(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            return root == null || root.isMissingNode() ? new Unreadable("The body is empty.") : new Whole(root);
        } catch (StreamConstraintsException e) {
            return new Unreadable("The body is nested deeper than " + DEEPEST
                    + ", or a text, name or number in it is too long.");
        } catch (JacksonException e) {
            return new Unreadable("The body is not JSON at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ", or names a member twice there.");
        } catch (IOException | NumberFormatException e) { // the latter from an exponent beyond all bounds
            return new Unreadable("The body is not JSON, or a number in it is too large.");
        }
    }

    /// What stands where a single value belongs, null where nothing does.
    static @Nullable Scalar scalar(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING, NULL -> null;
            case STRING -> new Scalar.Text(node.textValue());
            case NUMBER -> new Scalar.Number(node.decimalValue());
            case BOOLEAN -> new Scalar.Other("true or false");
            case ARRAY -> new Scalar.Other("a list");
            case OBJECT, BINARY, POJO -> new Scalar.Other("an object");
        };
    }
}
