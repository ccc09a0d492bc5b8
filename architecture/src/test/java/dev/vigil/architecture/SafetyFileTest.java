package dev.vigil.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// That each mitigation in the safety file is shown by a test that exists.
class SafetyFileTest {

    private static final String HAZARDS = "docs/safety/hazards.md";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\*\\*(.+?)\\*\\* \\|(.*)$");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");

    private static final Pattern RUN = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|FuzzTest)\\b");

    private final Repository repository = Repository.here();

    @Test
    void shouldNameTestsThatExist() {
        List<MatchResult> named = TEST.matcher(repository.read(HAZARDS)).results().toList();
        assertThat(named).isNotEmpty().filteredOn(test -> !exists(test.group(1), test.group(2)))
                .extracting(MatchResult::group).isEmpty();
    }

    @Test
    void shouldShowEachMitigation() {
        List<MatchResult> hazards = ROW.matcher(repository.read(HAZARDS)).results().toList();
        assertThat(hazards).hasSizeGreaterThan(10)
                .filteredOn(hazard -> !TEST.matcher(hazard.group(2)).find())
                .extracting(hazard -> hazard.group(1)).isEmpty();
    }

    private boolean exists(String type, String method) {
        return repository.files().stream().filter(file -> file.endsWith("/" + type + ".java"))
                .anyMatch(file -> runs(repository.read(file), method));
    }

    /// A method that nobody calls, or that is switched off, shows nothing. Members stand apart by an empty line.
    private static boolean runs(String source, String method) {
        int at = source.indexOf("void " + method + "(");
        return at > 0 && !source.contains("@Disabled")
                && RUN.matcher(source.substring(source.lastIndexOf("\n\n", at), at)).find();
    }
}
