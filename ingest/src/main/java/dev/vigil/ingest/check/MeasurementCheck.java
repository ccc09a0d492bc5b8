package dev.vigil.ingest.check;

import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.UnitConversion;
import dev.vigil.domain.vital.Vital;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The measurements of a draft: known vitals, known units, values of the right kind. Whether a value is plausible is
/// not asked here: what the device says is kept and judged later.
final class MeasurementCheck {

    private static final String VITALS = Arrays.stream(Vital.values()).map(Vital::key)
            .collect(Collectors.joining(", "));
    private static final String LEVELS = Arrays.stream(Consciousness.values()).map(Consciousness::code)
            .collect(Collectors.joining(", "));

    /// Named once, because every measurement of every reading could need them.
    private static final List<FieldNames> FIELDS = IntStream.range(0, Reading.MOST_MEASUREMENTS)
            .mapToObj(index -> "measurements[" + index + "]")
            .map(at -> new FieldNames(at + ".vital", at + ".value", at + ".unit")).toList();

    private record FieldNames(String vital, String value, String unit) {
    }

    private MeasurementCheck() {
    }

    static List<RawMeasurement> check(@Nullable List<Draft.OfMeasurement> drafts) {
        if (drafts == null || drafts.isEmpty() || drafts.size() > Reading.MOST_MEASUREMENTS) {
            throw Refused.malformed("measurements", "must be a list of 1 to " + Reading.MOST_MEASUREMENTS);
        }
        List<RawMeasurement> measurements = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            measurements.add(check(FIELDS.get(i), drafts.get(i)));
        }
        return measurements;
    }

    private static RawMeasurement check(FieldNames fields, Draft.OfMeasurement draft) {
        Vital vital = vital(fields.vital(), draft.vital());
        RawValue value = vital.coded() ? level(fields.value(), vital, draft.value())
                : decimal(fields.value(), vital, draft.value());
        String unit = Fields.optional(fields.unit(), draft.unit(), text -> text);
        requireKnown(fields.unit(), vital, unit);
        return new RawMeasurement(vital.key(), value, unit);
    }

    private static Vital vital(String field, @Nullable Scalar scalar) {
        return Vital.ofKey(Fields.requiredText(field, scalar)).orElseThrow(() -> new Refused(
                new Refusal(Refusal.Type.UNKNOWN_VITAL, field + " must be one of " + VITALS, field, VITALS)));
    }

    private static RawValue decimal(String field, Vital vital, @Nullable Scalar scalar) {
        return switch (scalar) {
            case null -> throw Refused.malformed(field, "is required");
            case Scalar.Number number -> inBounds(field, number);
            case Scalar.Text text -> throw Refused.malformed(field, "of " + vital + " must be a number, not a string");
            case Scalar.Other other -> throw Refused.malformed(field,
                    "of " + vital + " must be a number, not " + other.kind());
        };
    }

    private static RawValue inBounds(String field, Scalar.Number number) {
        try {
            return new RawValue.Decimal(number.value());
        } catch (IllegalArgumentException e) {
            throw Refused.malformed(field, "must have at most 30 digits on either side of the point");
        }
    }

    private static RawValue level(String field, Vital vital, @Nullable Scalar scalar) {
        if (scalar instanceof Scalar.Text text && Consciousness.ofCode(text.value()).isPresent()) {
            return new RawValue.Text(text.value());
        }
        throw new Refused(new Refusal(Refusal.Type.MALFORMED, field + " of " + vital + " must be one of " + LEVELS,
                field, LEVELS));
    }

    private static void requireKnown(String field, Vital vital, @Nullable String unit) {
        if (unit == null && vital.unitOptional()) {
            return;
        }
        if (vital.coded()) {
            throw new Refused(new Refusal(Refusal.Type.UNKNOWN_UNIT, field + " must be absent: " + vital
                    + " has no unit", field, null));
        }
        if (vital.conversionFrom(unit).isEmpty()) {
            String accepted = accepted(vital);
            throw new Refused(new Refusal(Refusal.Type.UNKNOWN_UNIT, field + " of " + vital
                    + (unit == null ? " is required: " : " must be ") + "one of " + accepted, field, accepted));
        }
    }

    private static String accepted(Vital vital) {
        return vital.units().stream().flatMap(MeasurementCheck::spellings).collect(Collectors.joining(", "));
    }

    private static Stream<String> spellings(UnitConversion unit) {
        return Stream.concat(Stream.of(unit.ucum()), unit.spellings().stream());
    }
}
