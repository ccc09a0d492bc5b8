package dev.vigil.deployment;

import dev.vigil.architecture.Repository;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `docker-compose.yml` after anchors and merges, as far as the tests ask for it.
record ComposeFile(Map<String, Object> root) {

    static ComposeFile of(Repository repository) {
        return new ComposeFile(yaml(repository, "docker-compose.yml"));
    }

    static Map<String, Object> yaml(Repository repository, String file) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(repository.read(file));
    }

    Map<String, Map<String, Object>> services() {
        return section("services");
    }

    /// What the file declares at its top: `secrets`, `volumes`, `networks`.
    Collection<String> declared(String section) {
        return root.containsKey(section) ? section(section).keySet() : List.of();
    }

    /// Each service's environment, all services together.
    Stream<Map.Entry<String, Object>> environment() {
        return services().values().stream().flatMap(service -> mapOf(service, "environment").entrySet().stream());
    }

    /// The texts in a list of each service, such as its `ports`.
    Stream<String> each(String list) {
        return services().values().stream().flatMap(service -> textsOf(service, list));
    }

    Stream<String> dependencies() {
        return services().values().stream().flatMap(service -> service.get("depends_on") instanceof List<?>
                ? textsOf(service, "depends_on")
                : mapOf(service, "depends_on").keySet().stream());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Map<String, Object>> section(String name) {
        return (Map<String, Map<String, Object>>) root.get(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapOf(Map<String, Object> service, String key) {
        return (Map<String, Object>) service.getOrDefault(key, Map.of());
    }

    private static Stream<String> textsOf(Map<String, Object> service, String key) {
        return ((List<?>) service.getOrDefault(key, List.of())).stream().map(String::valueOf);
    }
}
