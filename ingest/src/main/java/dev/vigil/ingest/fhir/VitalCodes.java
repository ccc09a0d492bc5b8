package dev.vigil.ingest.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.SymptomGrade;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.vital.VitalCoding;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which vital a code means. A device's own code (MDC) goes before LOINC, because it says more: LOINC has one code for
/// the rate of the heart and of the pulse. Symptoms are findings of SNOMED CT.
final class VitalCodes {

    static final String LOINC = VitalCoding.LOINC;
    static final String MDC = "urn:iso:std:iso:11073:10101";
    static final String SNOMED = VitalCoding.SNOMED;

    private static final Map<String, Vital> BY_LOINC = byLoinc();
    private static final Map<String, Vital> BY_MDC = byMdc();
    private static final Map<String, Vital> BY_SNOMED = bySystem(SNOMED);
    private static final Map<String, Consciousness> LEVELS_BY_SNOMED = Map.of("248234008", Consciousness.ALERT,
            "300202002", Consciousness.VOICE, "450847001", Consciousness.PAIN, "422768004",
            Consciousness.UNRESPONSIVE);

    private VitalCodes() {
    }

    /// @param concept a CodeableConcept
    static Optional<Vital> vitalOf(JsonNode concept) {
        return firstOf(concept, MDC, BY_MDC).or(() -> firstOf(concept, LOINC, BY_LOINC))
                .or(() -> firstOf(concept, SNOMED, BY_SNOMED));
    }

    /// @param concept the CodeableConcept of a level of consciousness
    static Optional<Consciousness> levelOf(JsonNode concept) {
        Map<String, Consciousness> byAnswer = Arrays.stream(Consciousness.values())
                .collect(Collectors.toMap(Consciousness::loincAnswer, level -> level));
        return firstOf(concept, LOINC, byAnswer).or(() -> firstOf(concept, SNOMED, LEVELS_BY_SNOMED));
    }

    /// @param concept the CodeableConcept of how much of a symptom there is
    static Optional<SymptomGrade> gradeOf(JsonNode concept) {
        return codes(concept, SNOMED).flatMap(code -> SymptomGrade.ofSnomed(code).stream()).findFirst();
    }

    static Optional<SymptomGrade> gradeOfCoding(JsonNode coding) {
        return SNOMED.equals(coding.path("system").textValue()) ? SymptomGrade.ofSnomed(coding.path("code").asText())
                : Optional.empty();
    }

    /// The codes that are understood, for a person.
    static String known() {
        return listed(BY_LOINC, "LOINC ") + " or their MDC codes, or of a symptom " + listed(BY_SNOMED, "SNOMED CT ");
    }

    private static String listed(Map<String, Vital> codes, String system) {
        return codes.keySet().stream().sorted().collect(Collectors.joining(", ", system, ""));
    }

    private static <T> Optional<T> firstOf(JsonNode concept, String system, Map<String, T> meanings) {
        return codes(concept, system).flatMap(code -> Optional.ofNullable(meanings.get(code)).stream()).findFirst();
    }

    private static Stream<String> codes(JsonNode concept, String system) {
        return concept.path("coding").valueStream()
                .filter(coding -> system.equals(coding.path("system").textValue()))
                .flatMap(coding -> Optional.ofNullable(coding.path("code").textValue()).stream());
    }

    /// Beside the profiles' own: where it was measured or how, which the vital does not tell apart. Of glucose in
    /// capillary blood, in blood and in the interstitial fluid that a continuous monitor reads.
    private static Map<String, Vital> byLoinc() {
        Map<String, Vital> codes = bySystem(LOINC);
        codes.put("8889-8", Vital.PULSE_RATE);
        codes.put("59408-5", Vital.OXYGEN_SATURATION);
        codes.put("3141-9", Vital.BODY_WEIGHT);
        codes.put("3137-7", Vital.BODY_HEIGHT);
        all(codes, Vital.BODY_TEMPERATURE, "8331-1", "8328-7", "8332-9", "8333-7");
        all(codes, Vital.BLOOD_GLUCOSE, "41653-7", "14743-9", "2339-0", "15074-8", "99504-3", "105272-9");
        return Map.copyOf(codes);
    }

    private static Map<String, Vital> bySystem(String system) {
        Map<String, Vital> codes = new HashMap<>();
        for (Vital vital : Vital.values()) {
            if (vital.coding().system().equals(system)) {
                codes.putIfAbsent(vital.coding().code(), vital); // heart rate before pulse rate
            }
        }
        return codes;
    }

    /// Skin temperature is not among them: it is not the body's.
    private static Map<String, Vital> byMdc() {
        Map<String, Vital> codes = new HashMap<>();
        for (Vital vital : Vital.values()) {
            String mdc = vital.coding().mdc();
            if (mdc != null) {
                codes.put(mdc, vital);
            }
        }
        all(codes, Vital.HEART_RATE, "149554", "8454258");
        all(codes, Vital.PULSE_RATE, "149546", "149514");
        all(codes, Vital.RESPIRATORY_RATE, "151570", "151578", "151594", "151650", "151658");
        all(codes, Vital.BODY_TEMPERATURE, "150392", "188420", "188424", "188428", "188452", "150368");
        all(codes, Vital.BLOOD_GLUCOSE, "160184");
        return Map.copyOf(codes);
    }

    private static void all(Map<String, Vital> codes, Vital vital, String... same) {
        for (String code : same) {
            codes.put(code, vital);
        }
    }
}
