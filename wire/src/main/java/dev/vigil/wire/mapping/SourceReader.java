package dev.vigil.wire.mapping;

import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.mapping.MappingTemplate.TimeSource;
import dev.vigil.wire.plan.Field;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads where values come from: a constant, a path, or a path with what is to be done with what stands there.
final class SourceReader {

    private static final Set<String> SOURCE = Set.of("path", "map", "prefix", "times", "as");
    private static final Set<String> TIME = Set.of("path", "format", "zone");
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    private SourceReader() {
    }

    static @Nullable Source source(@Nullable Field field) {
        if (field == null) {
            return null;
        }
        if (field.isSingle()) {
            return field.read(text -> isPath(text) ? at(JsonPath.parse(text)) : new Source.Constant(text));
        }
        Map<String, Field> fields = field.mapping(SOURCE);
        JsonPath path = path(field, fields);
        Map<String, String> translation = translation(fields.get("map"));
        BigDecimal times = times(fields.get("times"));
        String prefix = text(fields.get("prefix"));
        boolean number = number(fields.get("as"));
        return path == null ? null : new Source.At(path, translation, prefix == null ? "" : prefix, times, number);
    }

    /// A constant must be a vital of the catalogue, and so must every word that the vendor's are translated to.
    static @Nullable Source vital(@Nullable Field field) {
        Source source = source(field);
        boolean known = switch (source) {
            case null -> true;
            case Source.Constant(String key) -> Vital.ofKey(key).isPresent();
            case Source.At at -> at.translation().values().stream().allMatch(key -> Vital.ofKey(key).isPresent());
        };
        if (field != null && !known) {
            field.refuse("is not a vital of the catalogue");
        }
        return source;
    }

    /// A constant must be one of its vital's units.
    static @Nullable Source unit(@Nullable Source vital, @Nullable Field field, Field measurement) {
        Source unit = source(field);
        if (vital instanceof Source.Constant(String key) && Vital.ofKey(key).isPresent()) {
            Vital known = Vital.ofKey(key).get();
            if (field == null && !known.unitOptional()) {
                measurement.refuse("must have a unit: nothing is guessed");
            }
            if (field != null && unit instanceof Source.Constant(String spelt)
                    && known.conversionFrom(spelt).isEmpty()) {
                field.refuse("is no unit of " + known);
            }
        }
        return unit;
    }

    static @Nullable TimeSource time(@Nullable Field field) {
        if (field == null) {
            return null;
        }
        if (field.isSingle()) {
            JsonPath path = field.read(JsonPath::parse);
            return path == null ? null : new TimeSource(path, new TimeFormat.Rfc3339());
        }
        Map<String, Field> fields = field.mapping(TIME);
        JsonPath path = path(field, fields);
        Field zone = fields.get("zone");
        ZoneId in = zone == null ? null : zone.read(SourceReader::zone);
        Field format = fields.get("format");
        TimeFormat written = format == null ? new TimeFormat.Rfc3339() : format.read(text -> format(text, in));
        return path == null || written == null ? null : new TimeSource(path, written);
    }

    private static TimeFormat format(String text, @Nullable ZoneId zone) {
        return switch (text) {
            case "rfc3339" -> new TimeFormat.Rfc3339();
            case "epoch-seconds" -> new TimeFormat.Epoch(0);
            case "epoch-millis" -> new TimeFormat.Epoch(3);
            default -> written(text, zone);
        };
    }

    private static TimeFormat written(String pattern, @Nullable ZoneId zone) {
        DateTimeFormatter formatter;
        try {
            formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        } catch (IllegalArgumentException | ClassCastException e) { // the latter from padding before adjacent numbers
            throw new IllegalArgumentException(
                    "must be rfc3339, epoch-seconds, epoch-millis or a pattern such as yyyy-MM-dd HH:mm:ss", e);
        }
        boolean offset = pattern.replaceAll("'[^']*'", "").matches(".*[XxZ].*");
        if (!offset && zone == null) {
            throw new IllegalArgumentException("has no offset, so a zone is required beside it");
        }
        return new TimeFormat.Written(formatter, zone);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a zone, such as Europe/Berlin or +01:00", e);
        }
    }

    private static @Nullable JsonPath path(Field field, Map<String, Field> fields) {
        Field path = fields.get("path");
        if (path == null) {
            field.refuse("must have a path");
            return null;
        }
        return path.read(JsonPath::parse);
    }

    private static Map<String, String> translation(@Nullable Field field) {
        Map<String, String> translation = new HashMap<>();
        if (field != null) {
            field.entries().forEach((word, ours) -> {
                String text = ours.text();
                if (text != null) {
                    translation.put(word, text);
                }
            });
        }
        return translation;
    }

    private static @Nullable BigDecimal times(@Nullable Field field) {
        BigDecimal times = field == null ? null : field.decimal();
        if (field != null && times != null && (times.signum() <= 0 || times.compareTo(MOST) > 0
                || times.precision() > 12 || times.scale() > 12)) {
            field.refuse("must be above 0 and at most " + MOST.toPlainString());
        }
        return times;
    }

    private static boolean number(@Nullable Field field) {
        String as = text(field);
        if (field != null && !"number".equals(as)) {
            field.refuse("must be number");
        }
        return as != null;
    }

    private static @Nullable String text(@Nullable Field field) {
        return field == null ? null : field.text();
    }

    private static Source at(JsonPath path) {
        return new Source.At(path, Map.of(), "", null, false);
    }

    private static boolean isPath(String text) {
        return text.startsWith("$") || text.startsWith("@");
    }
}
