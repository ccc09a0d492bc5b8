package dev.vigil.alerts.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every language says everything, with the same numbers and names in it.
class PageLanguagesTest {

    private static final Pattern KEY = Pattern.compile("\\bt\\('([^']+)'");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private static TreeMap<String, String> phrases(String language) throws IOException {
        try (InputStream file = PageLanguagesTest.class.getResourceAsStream("/page/lang/" + language + ".json")) {
            TreeMap<String, String> phrases = new TreeMap<>();
            JsonNode words = new ObjectMapper().readTree(Objects.requireNonNull(file));
            words.properties().forEach(word -> phrases.put(word.getKey(), word.getValue().asText()));
            phrases.remove("dir");
            return phrases;
        }
    }

    private static TreeSet<String> places(String phrase) {
        TreeSet<String> places = new TreeSet<>();
        PLACE.matcher(phrase).results().forEach(found -> places.add(found.group(1)));
        return places;
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "es", "fr", "ar"})
    void shouldSayWhatEnglishSays(String language) throws IOException {
        TreeMap<String, String> english = phrases("en");
        TreeMap<String, String> other = phrases(language);

        assertThat(other.keySet()).isEqualTo(english.keySet());
        assertThat(other.values()).noneMatch(String::isBlank);
        english.forEach((key, phrase) -> assertThat(places(phrase)).as(key).containsAll(places(other.get(key))));
    }

    @Test
    void shouldHaveAPhraseForEveryKeyThatTheScriptsName() throws IOException {
        try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/page/js"))) {
            TreeSet<String> keys = new TreeSet<>();
            for (Path script : scripts.toList()) {
                KEY.matcher(Files.readString(script)).results().forEach(found -> keys.add(found.group(1)));
            }
            TreeMap<String, String> english = phrases("en");
            assertThat(keys).hasSizeGreaterThan(50)
                    .allMatch(key -> english.containsKey(key) || english.containsKey(key + ".other"));
        }
    }

    @Test
    void shouldHaveAPhraseForEveryKeyThatTheFrameNames() throws IOException {
        try (InputStream file = PageLanguagesTest.class.getResourceAsStream("/page/index.html")) {
            String frame = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Pattern.compile("data-t[a-z-]*=\"([^\"]+)\"").matcher(frame).results()
                    .map(found -> found.group(1))).isNotEmpty().allMatch(phrases("en")::containsKey);
        }
    }
}
