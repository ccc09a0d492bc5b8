package dev.vigil.wire.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A place in a plan or mapping file: a node with its path, reporting into the file's one list of problems. A reader
/// that finds something wrong reports it and returns null, so that all problems of a file come out at once.
public final class Field {

    private final String path;
    private final Node node;
    private final List<PlanProblem> problems;

    Field(String path, Node node, List<PlanProblem> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    public void refuse(String reason) {
        problems.add(new PlanProblem(node.getStartMark().getLine() + 1, path, reason));
    }

    /// The entries of a mapping; a repeated or unknown key is a problem.
    public Map<String, Field> mapping(Set<String> known) {
        Map<String, Field> fields = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            refuse("must be a mapping");
            return fields;
        }
        for (NodeTuple entry : mapping.getValue()) {
            addEntry(entry, known, fields);
        }
        return fields;
    }

    private void addEntry(NodeTuple entry, Set<String> known, Map<String, Field> fields) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        Field field = new Field(path.isEmpty() ? key : path + "." + key, entry.getValueNode(), problems);
        if (isNull(entry.getValueNode())) {
            return;
        }
        if (!known.contains(key)) {
            field.refuse("is not known here; known are " + String.join(", ", known.stream().sorted().toList()));
        } else if (fields.putIfAbsent(key, field) != null) {
            field.refuse("occurs twice");
        }
    }

    public List<Field> items() {
        List<Field> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                items.add(new Field(path + "[" + items.size() + "]", item, problems));
            }
        } else {
            refuse("must be a list");
        }
        return items;
    }

    /// Every key of a mapping whose keys are free.
    public Map<String, Field> entries() {
        return node instanceof MappingNode mapping ? mapping(keysOf(mapping)) : mapping(Set.of());
    }

    private static Set<String> keysOf(MappingNode mapping) {
        return Set.copyOf(mapping.getValue().stream().map(NodeTuple::getKeyNode).filter(ScalarNode.class::isInstance)
                .map(key -> ((ScalarNode) key).getValue()).distinct().toList());
    }

    public @Nullable String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        refuse("must be a single value");
        return null;
    }

    /// Whether it is one value, and neither a list nor a mapping.
    public boolean isSingle() {
        return node instanceof ScalarNode;
    }

    /// A text that something else understands; its refusal becomes the problem.
    public <T> @Nullable T read(Function<String, T> reader) {
        String text = text();
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()));
            return null;
        }
    }

    public @Nullable BigDecimal decimal() {
        return read(text -> {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("must be a number", e);
            }
        });
    }

    @Nullable
    Integer wholeNumber(int least) {
        return read(text -> {
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least) {
                throw new IllegalArgumentException("must be a whole number of at least " + least);
            }
            return Integer.valueOf(text);
        });
    }

    private static boolean isNull(Node value) {
        return value.getTag().equals(org.yaml.snakeyaml.nodes.Tag.NULL);
    }
}
