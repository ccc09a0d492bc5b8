package dev.vigil.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.vital.Vital;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Scalar;
import dev.vigil.ingest.parse.JsonTree;
import dev.vigil.ingest.parse.NotAReading;
import dev.vigil.wire.mapping.JsonPath;
import dev.vigil.wire.mapping.MappingTemplate;
import dev.vigil.wire.mapping.MappingTemplate.Condition;
import dev.vigil.wire.mapping.MappingTemplate.OfMeasurement;
import dev.vigil.wire.mapping.MappingTemplate.TimeSource;
import dev.vigil.wire.mapping.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The part of a message that is to become one reading. What a template asks for and does not find is absent; what it
/// finds twice, or in another kind than it says, is refused by the field's name.
///
/// @param message as a whole
/// @param part the same, or what `each` selected
record MessagePart(JsonNode message, JsonNode part) {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");

    Draft draft(MappingTemplate template) {
        List<Draft.OfMeasurement> measurements = new ArrayList<>();
        for (int i = 0; i < template.measurements().size(); i++) {
            Draft.OfMeasurement measurement = measurement("measurements[" + i + "]", template.measurements().get(i));
            if (measurement != null) {
                measurements.add(measurement);
            }
        }
        if (measurements.isEmpty()) {
            throw new NotAReading(new Refusal(Refusal.Type.UNMAPPED,
                    "no measurement of mapping " + template.id() + " found its value", "measurements", null));
        }
        return new Draft(text("deviceId", template.deviceId()), text("id", template.readingId()),
                time("takenAt", template.takenAt()), ago(template.takenAgo()), measurements,
                value("battery", template.battery()), null, time("sentAt", template.sentAt()));
    }

    private Draft.@Nullable OfMeasurement measurement(String field, OfMeasurement template) {
        Condition when = template.when();
        Scalar value = when == null || when.holds(message, part) ? value(field + ".value", template.value()) : null;
        if (value == null) {
            return null;
        }
        Scalar vital = text(field + ".vital", template.vital());
        boolean coded = vital instanceof Scalar.Text(String key)
                && Vital.ofKey(key).map(Vital::coded).orElse(false);
        return new Draft.OfMeasurement(vital, value, coded ? null : text(field + ".unit", template.unit()));
    }

    /// A number as a number, multiplied; a text as a text.
    private @Nullable Scalar value(String field, @Nullable Source source) {
        return switch (source) {
            case null -> null;
            case Source.Constant(String text) -> new Scalar.Text(text);
            case Source.At at -> value(field, at, JsonTree.scalar(one(field, at.path())));
        };
    }

    private static @Nullable Scalar value(String field, Source.At at, @Nullable Scalar found) {
        return switch (found) {
            case Scalar.Number(BigDecimal number) -> new Scalar.Number(times(number, at.times()));
            case Scalar.Text(String text) when at.number() && NUMBER.matcher(text).matches() ->
                new Scalar.Number(times(new BigDecimal(text), at.times()));
            case Scalar.Text(String text) when !at.translation().isEmpty() -> translated(field, at, text);
            case null, default -> found;
        };
    }

    /// A number that no device sends stays as it is; the check refuses it.
    private static BigDecimal times(BigDecimal number, @Nullable BigDecimal factor) {
        return factor == null || number.precision() > 60 || Math.abs(number.scale()) > 60 ? number
                : number.multiply(factor);
    }

    private @Nullable Scalar text(String field, @Nullable Source source) {
        return switch (source) {
            case null -> null;
            case Source.Constant(String text) -> new Scalar.Text(text);
            case Source.At at -> text(field, at);
        };
    }

    private @Nullable Scalar text(String field, Source.At at) {
        Scalar found = JsonTree.scalar(one(field, at.path()));
        return switch (found) {
            case Scalar.Text(String text) -> translated(field, at, text);
            case Scalar.Number(BigDecimal number) when isCount(number) ->
                translated(field, at, number.toPlainString());
            case null, default -> found;
        };
    }

    private static Scalar translated(String field, Source.At at, String text) {
        if (at.translation().isEmpty()) {
            return new Scalar.Text(at.prefix() + text);
        }
        String ours = at.translation().get(text);
        if (ours == null) {
            throw NotAReading.malformed(field, "must be one of " + String.join(", ",
                    at.translation().keySet().stream().sorted().toList()));
        }
        return new Scalar.Text(at.prefix() + ours);
    }

    /// ISO 8601, or a number of seconds.
    private @Nullable Scalar ago(@Nullable Source source) {
        Scalar found = value("takenAgo", source);
        return found instanceof Scalar.Number(BigDecimal seconds) && seconds.precision() <= 30
                && Math.abs(seconds.scale()) <= 9 ? new Scalar.Text("PT" + seconds.toPlainString() + "S") : found;
    }

    private @Nullable Scalar time(String field, @Nullable TimeSource source) {
        Scalar found = source == null ? null : JsonTree.scalar(one(field, source.path()));
        if (source == null || found == null) {
            return null;
        }
        String text = switch (found) {
            case Scalar.Text(String written) -> written;
            case Scalar.Number(BigDecimal number) when Math.abs(number.scale()) <= 30 && number.precision() <= 30 ->
                number.toPlainString();
            case Scalar.Number number -> throw NotAReading.malformed(field, "must be a time");
            case Scalar.Other other -> throw NotAReading.malformed(field, "must be a time, not " + other.kind());
        };
        try {
            return new Scalar.Text(source.format().read(text).toString());
        } catch (IllegalArgumentException e) {
            throw NotAReading.malformed(field, String.valueOf(e.getMessage()));
        }
    }

    private JsonNode one(String field, JsonPath path) {
        List<JsonNode> found = path.select(message, part);
        if (found.size() > 1) {
            throw NotAReading.malformed(field, "must be one value, and " + path + " found " + found.size());
        }
        return found.isEmpty() ? part.path(-1) : found.getFirst();
    }

    private static boolean isCount(BigDecimal number) {
        return number.scale() <= 0 && number.scale() > -20 && number.precision() <= 30;
    }
}
