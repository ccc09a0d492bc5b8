package dev.vigil.app.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Reads a configuration file: nested mappings whose path is the setting's key.
final class ConfigurationFile {

    private final Path file;
    private final List<Given> given = new ArrayList<>();
    private final List<String> problems;

    private ConfigurationFile(Path file, List<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    static List<Given> read(Path file, List<String> problems) {
        ConfigurationFile reading = new ConfigurationFile(file, problems);
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .compose(new StringReader(Files.readString(file)));
            if (root != null) {
                reading.visit("", root);
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(file + " line " + line + ": is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(file + ": is not YAML");
        } catch (IOException e) {
            problems.add(file + ": cannot be read");
        }
        return reading.given;
    }

    private void visit(String path, Node node) {
        switch (node) {
            case MappingNode mapping -> mapping.getValue().forEach(entry -> visitEntry(path, entry));
            case ScalarNode scalar when !path.isEmpty() -> take(path, scalar);
            default -> problems.add(at(node) + (path.isEmpty() ? "must be" : path + " must be")
                    + " a mapping or a single value");
        }
    }

    private void visitEntry(String path, NodeTuple entry) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
            visit(path.isEmpty() ? key.getValue() : path + "." + key.getValue(), entry.getValueNode());
        }
    }

    private void take(String key, ScalarNode value) {
        Settings.ofKey(key).ifPresentOrElse(
                setting -> given.add(new Given(setting, value.getValue(), at(value).replace(": ", ""))),
                () -> problems.add(at(value) + Configuration.unknownKey(key)));
    }

    private String at(Node node) {
        return file + " line " + (node.getStartMark().getLine() + 1) + ": ";
    }
}
