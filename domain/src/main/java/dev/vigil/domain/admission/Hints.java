package dev.vigil.domain.admission;

import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.UnitConversion;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says what a refused measurement probably meant, for a person to correct. It is never acted upon.
final class Hints {

    private static final int LONGEST_QUOTE = 40;

    private static final Map<String, Vital> NICKNAMES = Map.ofEntries(Map.entry("hr", Vital.HEART_RATE),
            Map.entry("pulse", Vital.PULSE_RATE), Map.entry("rr", Vital.RESPIRATORY_RATE),
            Map.entry("resp", Vital.RESPIRATORY_RATE), Map.entry("spo2", Vital.OXYGEN_SATURATION),
            Map.entry("sao2", Vital.OXYGEN_SATURATION), Map.entry("sbp", Vital.SYSTOLIC_BP),
            Map.entry("sys", Vital.SYSTOLIC_BP), Map.entry("dbp", Vital.DIASTOLIC_BP),
            Map.entry("dia", Vital.DIASTOLIC_BP), Map.entry("map", Vital.MEAN_ARTERIAL_PRESSURE),
            Map.entry("temp", Vital.BODY_TEMPERATURE), Map.entry("temperature", Vital.BODY_TEMPERATURE),
            Map.entry("glucose", Vital.BLOOD_GLUCOSE), Map.entry("weight", Vital.BODY_WEIGHT),
            Map.entry("height", Vital.BODY_HEIGHT), Map.entry("fio2", Vital.INSPIRED_OXYGEN),
            Map.entry("avpu", Vital.CONSCIOUSNESS), Map.entry("acvpu", Vital.CONSCIOUSNESS),
            Map.entry("pef", Vital.PEAK_FLOW));

    private Hints() {
    }

    static String unknownVital(String vital) {
        return "vital " + quote(vital) + " is none of the catalogue"
                + nearest(vital).map(meant -> "; was " + meant + " meant?").orElse("");
    }

    static String unknownUnit(Vital vital, @Nullable String unit) {
        String accepted = vital.units().stream().map(UnitConversion::ucum).collect(Collectors.joining(", "));
        if (unit == null) {
            return vital + " needs a unit, one of " + accepted;
        }
        String asked = unit.toLowerCase(Locale.ROOT);
        List<String> alike = asked.isBlank() ? List.of() : vital.units().stream()
                .filter(each -> spellings(each).anyMatch(known -> known.toLowerCase(Locale.ROOT).contains(asked)))
                .map(UnitConversion::ucum).toList();
        return vital + " is not taken in " + quote(unit) + " but in " + accepted + meant(alike);
    }

    static String unknownLevel(String level) {
        Optional<Consciousness> alike = Arrays.stream(Consciousness.values())
                .filter(each -> each.code().equalsIgnoreCase(level) || each.display().equalsIgnoreCase(level)
                        || each.name().equalsIgnoreCase(level))
                .findFirst();
        return "consciousness must be one of A, C, V, P, U"
                + alike.map(meant -> "; was " + meant.code() + " meant?").orElse("");
    }

    static String implausible(Vital vital, BigDecimal value, UnitConversion from, BigDecimal canonical) {
        List<String> alike = vital.units().stream().filter(other -> !other.equals(from))
                .filter(other -> vital.trusted().contains(vital.canonical(value, other)))
                .map(UnitConversion::ucum).toList();
        String shown = vital + " " + value.toPlainString() + " " + from.ucum();
        String converted = from.equals(vital.units().getFirst()) ? ""
                : " is " + canonical.toPlainString() + " " + vital.unit() + ",";
        return shown + converted + " outside " + vital.plausible() + " " + vital.unit() + meant(alike);
    }

    private static String meant(List<String> units) {
        return units.isEmpty() ? "" : "; was " + units.stream().map(unit -> unit.equals("1") ? "1 (a fraction)" : unit)
                .collect(Collectors.joining(" or ")) + " meant?";
    }

    private static Stream<String> spellings(UnitConversion unit) {
        return Stream.concat(Stream.of(unit.ucum()), unit.spellings().stream());
    }

    private static Optional<Vital> nearest(String vital) {
        String asked = letters(vital);
        return Arrays.stream(Vital.values())
                .filter(known -> letters(known.key()).equals(asked) || letters(known.display()).equals(asked))
                .findFirst().or(() -> Optional.ofNullable(NICKNAMES.get(asked)));
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit).limit(LONGEST_QUOTE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String quote(String text) {
        return "'" + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + "'";
    }
}
