package dev.vigil.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.Vital;
import dev.vigil.http.Problem;
import dev.vigil.ingest.access.Wanted;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.wire.Credential;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The published description says what the code does.
class DescriptionTest {

    private final JsonNode api = read();

    @Test
    void shouldListEveryVitalAndEveryRefusal() {
        assertThat(texts("/components/schemas/Measurement/properties/vital/enum"))
                .containsExactly(Arrays.stream(Vital.values()).map(Vital::key).toArray(String[]::new));
        assertThat(texts("/components/schemas/Rejected/properties/type/enum")).containsExactly(
                Arrays.stream(Refusal.Type.values()).map(type -> Problem.urn(type.code())).toArray(String[]::new));
    }

    @Test
    void shouldListTheUnitsOfEveryVital() {
        JsonNode units = api.at("/components/schemas/Measurement/x-units");
        assertThat(units.size()).isEqualTo(Vital.values().length);
        for (Vital vital : Vital.values()) {
            assertThat(units.path(vital.key()).valueStream().map(JsonNode::asText)).containsExactlyElementsOf(
                    vital.units().stream().flatMap(unit -> Stream.concat(Stream.of(unit.ucum()),
                            unit.spellings().stream())).toList());
        }
    }

    @Test
    void shouldNameTheLimits() {
        assertThat(api.at("/paths/~1v1~1readings/post/requestBody/content/application~1json/schema/oneOf/1/maxItems")
                .asInt()).isEqualTo(Limits.DEFAULTS.mostReadings());
        assertThat(api.at("/components/schemas/Reading/properties/measurements/maxItems").asInt())
                .isEqualTo(Reading.MOST_MEASUREMENTS);
    }

    @Test
    void shouldDescribeCredentialsAsTheyAre() {
        assertThat(api.at("/components/schemas/NewCredential/properties").fieldNames()).toIterable()
                .containsExactlyInAnyOrderElementsOf(CredentialsEndpoint.OF_ADD);
        assertThat(api.at("/components/schemas/CredentialScope/properties").fieldNames()).toIterable()
                .containsExactlyInAnyOrderElementsOf(CredentialsEndpoint.OF_CHANGE);
        assertThat(api.at("/components/schemas/CredentialScope/properties/devices/maxItems").asInt())
                .isEqualTo(Wanted.MOST_DEVICES);
        String name = api.at("/components/parameters/CredentialName/schema/pattern").asText();
        assertThat(Stream.of("ward-3", "..", ".x", "a b", "x".repeat(65), "-", "")).allSatisfy(text -> assertThat(
                text.matches(name)).isEqualTo(isName(text)));
    }

    @Test
    void shouldShowAnExampleThatIsAccepted() throws Exception {
        JsonNode example = api.at("/paths/~1v1~1readings/post/requestBody/content/application~1json/example");
        Receipt receipt = new Receipt(Instant.EPOCH, null, Sender.ANYONE, Door.HTTP);
        Body body = new BodyParser(1).json(Json.mapper().writeValueAsBytes(example),
                draft -> ReadingCheck.check(draft, receipt));
        assertThat(((Body.Readings) body).readings()).singleElement().isInstanceOf(Checked.Accepted.class);
    }

    private static boolean isName(String text) {
        try {
            Credential.requireName(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String[] texts(String pointer) {
        return api.at(pointer).valueStream().map(JsonNode::asText).toArray(String[]::new);
    }

    private static JsonNode read() {
        try (InputStream file = Objects.requireNonNull(Description.class.getResourceAsStream("openapi.json"))) {
            return Json.mapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
