package dev.vigil.wire.mapping;

import dev.vigil.wire.mapping.MappingTemplate.Condition;
import dev.vigil.wire.mapping.MappingTemplate.OfMeasurement;
import dev.vigil.wire.plan.Field;
import dev.vigil.wire.plan.PlanProblem;
import dev.vigil.wire.plan.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a mapping template from YAML or JSON. Either all of it is right, or every problem is named.
public final class MappingCodec {

    private static final int MOST_MEASUREMENTS = 32;
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final JsonPath WHOLE = JsonPath.parse("$");
    private static final Set<String> TEMPLATE = Set.of("mapping", "each", "reading");
    private static final Set<String> READING =
            Set.of("deviceId", "id", "takenAt", "takenAgo", "sentAt", "battery", "measurements");
    private static final Set<String> MEASUREMENT = Set.of("when", "vital", "value", "unit");

    private MappingCodec() {
    }

    public static ParsedMapping parse(String yaml) {
        List<PlanProblem> problems = new ArrayList<>();
        MappingTemplate template = YamlFile.read(yaml, problems, MappingCodec::template);
        return template == null || !problems.isEmpty() ? new ParsedMapping.Refused(problems)
                : new ParsedMapping.Accepted(template);
    }

    private static @Nullable MappingTemplate template(Field root) {
        Map<String, Field> fields = root.mapping(TEMPLATE);
        Field id = fields.get("mapping");
        Field reading = fields.get("reading");
        if (id == null || reading == null) {
            root.refuse("mapping and reading are required");
            return null;
        }
        String name = id.read(MappingCodec::id);
        Field each = fields.get("each");
        JsonPath parts = each == null ? WHOLE : each.read(JsonPath::parse);
        return name == null || parts == null ? null : reading(name, parts, reading);
    }

    private static @Nullable MappingTemplate reading(String id, JsonPath each, Field reading) {
        Map<String, Field> fields = reading.mapping(READING);
        Source device = SourceReader.source(fields.get("deviceId"));
        List<OfMeasurement> measurements = measurements(reading, fields.get("measurements"));
        if (fields.containsKey("takenAt") == fields.containsKey("takenAgo")) {
            reading.refuse("must have takenAt or takenAgo, and one of them alone");
        }
        if (fields.get("deviceId") == null) {
            reading.refuse("must have deviceId");
        }
        if (device == null) {
            return null;
        }
        return new MappingTemplate(id, each, device, SourceReader.source(fields.get("id")),
                SourceReader.time(fields.get("takenAt")), SourceReader.source(fields.get("takenAgo")),
                SourceReader.time(fields.get("sentAt")), SourceReader.source(fields.get("battery")), measurements);
    }

    private static List<OfMeasurement> measurements(Field reading, @Nullable Field measurements) {
        if (measurements == null) {
            reading.refuse("must have measurements");
            return List.of();
        }
        List<Field> items = measurements.items();
        if (items.isEmpty() || items.size() > MOST_MEASUREMENTS) {
            measurements.refuse("must be a list of 1 to " + MOST_MEASUREMENTS);
        }
        return items.stream().map(MappingCodec::measurement).filter(Objects::nonNull).toList();
    }

    private static @Nullable OfMeasurement measurement(Field item) {
        Map<String, Field> fields = item.mapping(MEASUREMENT);
        Field vital = fields.get("vital");
        Source named = SourceReader.vital(vital);
        Source value = SourceReader.source(fields.get("value"));
        if (vital == null || fields.get("value") == null) {
            item.refuse("must have vital and value");
        }
        if (value instanceof Source.Constant) {
            item.refuse("must have a value that comes from the message");
        }
        Source unit = SourceReader.unit(named, fields.get("unit"), item);
        Condition when = condition(fields.get("when"));
        return named == null || value == null ? null : new OfMeasurement(when, named, value, unit);
    }

    private static @Nullable Condition condition(@Nullable Field when) {
        if (when == null) {
            return null;
        }
        Map<String, Field> fields = when.mapping(Set.of("path", "is"));
        Field path = fields.get("path");
        Field is = fields.get("is");
        if (path == null || is == null) {
            when.refuse("must have path and is");
            return null;
        }
        JsonPath where = path.read(JsonPath::parse);
        String word = is.text();
        return where == null || word == null ? null : new Condition(where, word);
    }

    private static String id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException("must be 1 to 64 characters of [a-z0-9-]");
        }
        return text;
    }
}
