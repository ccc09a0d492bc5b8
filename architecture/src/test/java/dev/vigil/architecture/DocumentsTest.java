package dev.vigil.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That the documents lead to what is there. In `module/…/part/File.java` the dots stand for any folders.
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)");
    private static final Pattern FILE =
            Pattern.compile("`([\\w-]+)/(?:[\\w/-]*…/)?([\\w/-]+\\.(?:java|yaml|json|csv))`");

    private final Repository repository = Repository.here();

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"})
    void shouldLinkToWhatExists(String document) {
        assertThat(
                LINK.matcher(repository.read(document)).results().map(link -> repository.root().resolve(link.group(1))))
                .allMatch(Files::exists);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
    void shouldNameFilesThatExist(String document) {
        List<String> files = repository.files();
        assertThat(FILE.matcher(repository.read(document)).results()
                .filter(named -> files.stream().noneMatch(file -> file.startsWith(named.group(1) + "/")
                        && file.endsWith("/" + named.group(2))))
                .map(MatchResult::group)).isEmpty();
    }

    @Test
    void shouldNumberEachDecisionOnce() {
        Stream<String> numbers = repository.files().stream().filter(file -> file.startsWith("docs/decisions/"))
                .map(file -> file.substring("docs/decisions/".length()).substring(0, 4));
        assertThat(numbers).isNotEmpty().doesNotHaveDuplicates();
    }
}
