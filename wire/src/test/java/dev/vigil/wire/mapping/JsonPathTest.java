package dev.vigil.wire.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

    private static final String MESSAGE = """
            {"hub": {"serial": "h-1", "odd name": 7}, "none": null, "events": [
              {"type": "HR", "value": 71, "tags": ["a", "b"], "meta": {"unit": "bpm"}},
              {"type": "SPO2", "value": 96, "tags": [], "meta": {"unit": "%"}},
              {"type": "HR", "value": 72, "seq": 5}]}""";

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"$.hub.serial; [`\"h-1\"`]", "$['hub']['odd name']; [7]",
        "$[\"hub\"].serial; [\"h-1\"]", "$.events[0].value; [71]", "$.events[-1].value; [72]",
        "$.events[*].value; [71, 96, 72]", "$.events[?@.type=='HR'].value; [71, 72]",
        "$.events[?(@.type == \"SPO2\")].meta.unit; [\"%\"]", "$.events[?@.seq==5].value; [72]",
        "$.events[?@.meta.unit=='bpm'].value; [71]", "$.events[*].tags[*]; [\"a\", \"b\"]", "$.hub[*]; [\"h-1\", 7]",
        "$.none; []", "$.events[9].value; []", "$.hub[0]; []", "$.hub.serial.deeper; []", "$.nothing[*].at.all; []",
        "@.type; [\"HR\"]", "@; [{\"type\":\"HR\",\"value\":72,\"seq\":5}]"})
    void shouldSelect(String path, String expected) throws IOException {
        JsonNode message = Json.mapper().readTree(MESSAGE);
        assertThat(JsonPath.parse(path).select(message, message.at("/events/2")).toString())
                .isEqualTo(expected.replace("`", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hub", "$.", "$..hub", "$hub", "$.hub[", "$.a[?@.b]", "$.a[?@.b=~/x/]", "$.a[1:2]",
        "$.a[?@=='x']", "$.a.length()", "$.a b", "@@"})
    void shouldRefuseWhatIsNoPath(String path) {
        assertThatThrownBy(() -> JsonPath.parse(path)).isInstanceOf(IllegalArgumentException.class)
                .message().isNotBlank();
    }

    @Test
    void shouldParseOrRefuseAnyText() {
        Random random = new Random(20261123);
        String alphabet = "$@.[]'\"?()=*abc019- \u00e9";
        for (int run = 0; run < 50_000; run++) {
            StringBuilder path = new StringBuilder(random.nextBoolean() ? "$" : "@");
            for (int i = random.nextInt(24); i > 0; i--) {
                path.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(JsonPath.parse(path.toString()).toString()).isEqualTo(path.toString());
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("path");
            }
        }
    }
}
