package dev.vigil.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the sources promise and neither compiler nor class files can show.
class SourcesTest {

    private static final Pattern TOPIC_NAME = Pattern.compile("\"[^\"\\n]*\\bvitals\\.[a-z]");
    private static final Pattern TEST_METHOD = Pattern.compile(
            "@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|Property)\\b[^{;]*?\\s(\\w+)\\([^{;]*\\{");
    private static final Pattern VERSION = Pattern.compile("<version>(?!\\$)");

    private final Repository repository = Repository.here();

    @Test
    void shouldSpellTopicNamesInWireOnly() {
        assertThat(repository.sources("main").stream().filter(file -> !isIn("wire", file))
                .filter(file -> TOPIC_NAME.matcher(withoutComments(file)).find()).map(repository::nameOf)).isEmpty();
    }

    @Test
    void shouldNameTestsByWhatShouldBeTrue() {
        assertThat(repository.sources("test").stream().flatMap(this::misnamedTests)).isEmpty();
    }

    @Test
    void shouldStateEveryVersionInTheRootOnly() {
        assertThat(repository.modules().stream().map(module -> module.resolve("pom.xml"))
                .filter(pom -> VERSION.matcher(repository.read(pom)).results().count() > 1)
                .map(repository::nameOf)).isEmpty();
    }

    private Stream<String> misnamedTests(Path file) {
        return TEST_METHOD.matcher(withoutComments(file)).results().map(found -> found.group(1))
                .filter(name -> !name.startsWith("should")).map(name -> repository.nameOf(file) + ": " + name);
    }

    private String withoutComments(Path file) {
        List<String> code = repository.read(file).lines().filter(line -> !line.strip().startsWith("//")).toList();
        return String.join("\n", code);
    }

    private boolean isIn(String module, Path file) {
        return repository.nameOf(file).startsWith(module + "/");
    }
}
