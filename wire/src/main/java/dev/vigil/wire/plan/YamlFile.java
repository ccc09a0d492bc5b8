package dev.vigil.wire.plan;

import java.io.StringReader;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// A file of YAML, or of JSON (which is YAML), within bounds: no aliases, no types, nothing deep.
public final class YamlFile {

    private static final int LONGEST = 256 * 1024;
    private static final int DEEPEST = 16;

    private YamlFile() {
    }

    /// @param problems takes what is wrong
    /// @return null where something is, and perhaps where nothing could be read
    public static <T> @Nullable T read(String yaml, List<PlanProblem> problems,
            Function<Field, @Nullable T> reader) {
        try {
            Node root = compose(yaml);
            if (root != null) {
                return reader.apply(new Field("", root, problems));
            }
            problems.add(new PlanProblem(1, "file", "is empty"));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(new PlanProblem(line, "file", "is not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            problems.add(new PlanProblem(1, "file", "is not YAML"));
        }
        return null;
    }

    private static @Nullable Node compose(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        return new Yaml(new SafeConstructor(options)).compose(new StringReader(yaml));
    }
}
