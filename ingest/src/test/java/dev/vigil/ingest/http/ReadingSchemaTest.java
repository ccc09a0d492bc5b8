package dev.vigil.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.vigil.domain.reading.Door;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The published schema against the checks of the door, by a validator that knows neither.
class ReadingSchemaTest {

    private static final Receipt RECEIPT =
            new Receipt(Instant.parse("2026-11-22T10:41:05Z"), null, Sender.ANYONE, Door.HTTP);
    private static final List<String> TIMES = List.of("\"takenAt\": \"2026-11-22T10:41:03Z\"",
            "\"takenAt\": \"2026-11-22T11:41:03.250+01:00\"", "\"takenAgo\": \"PT5S\"", "\"takenAgo\": \"P1DT2H\"",
            "\"takenAt\": \"2026-11-22T10:41:03\"", "\"takenAgo\": \"5\"", "\"takenAgo\": \"P1M\"", "\"takenAt\": 7",
            "\"takenAgo\": \"-PT5S\"", "\"battery\": 1", "\"battery\": 1.1, \"takenAgo\": \"PT0S\"",
            "\"takenAgo\": \"PT1S\", \"takenAt\": \"2026-11-22T10:41:03Z\"", "\"sentAt\": 5, \"takenAgo\": \"PT1S\"");
    private static final List<String> DEVICES = List.of("cuff-1", "a:b.c_d", "", "a b", "x".repeat(65), "ä");
    private static final List<String> IDS = List.of("", ", \"id\": \"r-1\"", ", \"id\": \"\"", ", \"id\": \"a|b\"",
            ", \"id\": 5", ", \"extra\": {\"a\": [1]}");
    private static final List<String> VITALS = List.of("heart-rate", "oxygen-saturation", "consciousness", "steps",
            "pain", "body-temperature", "mood", "fev1");
    private static final List<String> VALUES = List.of("71", "36.6", "\"A\"", "\"X\"", "\"71\"", "null", "true", "-3");
    private static final List<String> UNITS = List.of("", ", \"unit\": \"/min\"", ", \"unit\": \"%\"",
            ", \"unit\": \"Cel\"", ", \"unit\": \"{score}\"", ", \"unit\": \"L\"", ", \"unit\": 5",
            ", \"unit\": \"1\"");

    private static Schema schema;

    @BeforeAll
    static void read() throws IOException {
        JsonNode reading = ReadingSchema.of(resource("openapi.json"));
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(reading.toString(),
                InputFormat.JSON);
    }

    private static JsonNode resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(Description.class.getResourceAsStream(name))) {
            return Json.mapper().readTree(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        """
                {"deviceId": "cuff-7421", "id": "cuff-7421-000183", "takenAt": "2026-11-22T10:41:03Z", "battery": 0.82,
                 "measurements": [{"vital": "systolic-bp", "value": 128, "unit": "mm[Hg]"},
                                  {"vital": "diastolic-bp", "value": 82, "unit": "mmHg"}]}""",
        """
                {"deviceId": "t1", "takenAgo": "PT0S", "measurements": [{"vital": "consciousness", "value": "A"},
                 {"vital": "steps", "value": 4000}, {"vital": "pain", "value": 3, "unit": "{score}"}]}"""})
    void shouldTakeWhatTheDoorTakes(String reading) throws IOException {
        assertThat(accepted(reading)).isTrue();
        assertThat(schema.validate(reading, InputFormat.JSON)).isEmpty();
    }

    @Test
    void shouldTakeNothingThatTheDoorRefuses() throws IOException {
        Random random = new Random(20261123);
        int valid = 0;
        for (int run = 0; run < 20_000; run++) {
            String reading = "{\"deviceId\": \"%s\"%s, %s, \"measurements\": [{\"vital\": \"%s\", \"value\": %s%s}]}"
                    .formatted(mostly(random, DEVICES), any(random, IDS), any(random, TIMES), any(random, VITALS),
                            any(random, VALUES), any(random, UNITS));
            if (schema.validate(reading, InputFormat.JSON, context -> context.executionConfig(
                    config -> config.formatAssertionsEnabled(true))).isEmpty()) {
                valid++;
                assertThat(accepted(reading)).as(reading).isTrue();
            } else {
                assertThat(accepted(reading)).as(reading).isFalse();
            }
        }
        assertThat(valid).isGreaterThan(100);
    }

    private static boolean accepted(String reading) throws IOException {
        return new BodyParser(1).json(reading.getBytes(StandardCharsets.UTF_8),
                draft -> ReadingCheck.check(draft, RECEIPT)) instanceof Body.Readings readings
                && readings.readings().getFirst() instanceof Checked.Accepted;
    }

    private static String any(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String mostly(Random random, List<String> choices) {
        return random.nextInt(4) > 0 ? choices.getFirst() : any(random, choices);
    }
}
