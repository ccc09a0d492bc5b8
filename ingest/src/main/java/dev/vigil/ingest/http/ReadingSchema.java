package dev.vigil.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.UnitConversion;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.json.Json;
import java.util.Arrays;
import java.util.stream.Stream;

/// The JSON Schema (2020-12) of a reading, for whoever wants to check one before sending it: the shapes of the
/// published description, and for each vital the units and values of the catalogue, so that neither can differ from
/// what the doors do. What the schema takes, the doors take; the doors also take `null` for absence.
final class ReadingSchema {

    private ReadingSchema() {
    }

    /// @param description the whole OpenAPI document
    static ObjectNode of(JsonNode description) {
        JsonNode schemas = description.at("/components/schemas");
        ObjectNode reading = Json.mapper().createObjectNode().put("$schema",
                "https://json-schema.org/draft/2020-12/schema").put("$id", "urn:vigil:schema:reading")
                .put("title", "A reading as a device pushes it");
        reading.setAll((ObjectNode) schemas.path("Reading").deepCopy());
        reading.withObjectProperty("properties").withObjectProperty("measurements").withObjectProperty("items")
                .put("$ref", "#/$defs/Measurement");
        ObjectNode measurement = schemas.path("Measurement").deepCopy();
        measurement.remove("x-units");
        ArrayNode rules = measurement.putArray("allOf");
        Arrays.stream(Vital.values()).forEach(vital -> rules.add(rule(vital)));
        reading.putObject("$defs").set("Measurement", measurement);
        return reading;
    }

    private static ObjectNode rule(Vital vital) {
        ObjectNode rule = Json.mapper().createObjectNode();
        rule.putObject("if").putObject("properties").putObject("vital").put("const", vital.key());
        ObjectNode then = rule.putObject("then");
        ObjectNode properties = then.putObject("properties");
        if (vital.coded()) {
            ArrayNode levels = properties.putObject("value").putArray("enum");
            Arrays.stream(Consciousness.values()).map(Consciousness::code).forEach(levels::add);
            properties.put("unit", false);
            return rule;
        }
        properties.putObject("value").put("type", "number");
        ArrayNode units = properties.putObject("unit").putArray("enum");
        vital.units().stream().flatMap(ReadingSchema::spellings).forEach(units::add);
        if (!vital.unitOptional()) {
            then.putArray("required").add("unit");
        }
        return rule;
    }

    private static Stream<String> spellings(UnitConversion unit) {
        return Stream.concat(Stream.of(unit.ucum()), unit.spellings().stream());
    }
}
