package dev.vigil.wire.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Where in a message something stands: the part of JSONPath (RFC 9535) whose cost is bounded by the message's length.
/// Members (`.name`, `['name']`), one element (`[0]`, `[-1]`), every element (`[*]`) and elements by a member's value
/// (`[?@.type=='HR']`); no descent to any depth and no regular expressions. `$` is the message, `@` the part of it that
/// is being made a reading.
public final class JsonPath {

    private final String text;
    private final boolean ofMessage;
    private final List<Step> steps;

    JsonPath(String text, boolean ofMessage, List<Step> steps) {
        this.text = text;
        this.ofMessage = ofMessage;
        this.steps = List.copyOf(steps);
    }

    /// @throws IllegalArgumentException saying what a path is
    public static JsonPath parse(String text) {
        return new JsonPathParser(text).parse();
    }

    /// What stands there, in order; nothing where nothing does.
    public List<JsonNode> select(JsonNode message, JsonNode part) {
        List<JsonNode> found = List.of(ofMessage ? message : part);
        for (Step step : steps) {
            List<JsonNode> next = new ArrayList<>();
            found.forEach(node -> step.from(node, next));
            found = next;
        }
        return found.stream().filter(node -> !node.isMissingNode() && !node.isNull()).toList();
    }

    @Override
    public String toString() {
        return text;
    }

    /// One step away from a node.
    sealed interface Step {

        void from(JsonNode node, List<JsonNode> found);

        record Member(String name) implements Step {
            @Override
            public void from(JsonNode node, List<JsonNode> found) {
                found.add(node.path(name));
            }
        }

        /// @param index from the end where negative
        record Element(int index) implements Step {
            @Override
            public void from(JsonNode node, List<JsonNode> found) {
                found.add(node.isArray() ? node.path(index < 0 ? node.size() + index : index) : node.path(-1));
            }
        }

        /// Of an array or an object.
        record Every() implements Step {
            @Override
            public void from(JsonNode node, List<JsonNode> found) {
                node.forEach(found::add);
            }
        }

        record Where(List<String> members, String value) implements Step {
            @Override
            public void from(JsonNode node, List<JsonNode> found) {
                for (JsonNode element : node) {
                    JsonNode compared = element;
                    for (String member : members) {
                        compared = compared.path(member);
                    }
                    if (compared.isValueNode() && compared.asText().equals(value)) {
                        found.add(element);
                    }
                }
            }
        }
    }
}
