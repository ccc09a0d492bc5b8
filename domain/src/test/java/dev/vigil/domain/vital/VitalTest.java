package dev.vigil.domain.vital;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VitalTest {

    @ParameterizedTest(name = "{0} {1} {2} is {3}")
    @CsvSource({
        "heart-rate, 72, /min, 72.00",
        "heart-rate, 72, bpm, 72.00",
        "heart-rate, 1.2, Hz, 72.00",
        "respiratory-rate, 0.25, /s, 15.00",
        "oxygen-saturation, 97, %, 97.00",
        "oxygen-saturation, 0.97, 1, 97.00",
        "systolic-bp, 128, mmHg, 128.00",
        "systolic-bp, 16.0, kPa, 120.01",
        "body-temperature, 36.8, Cel, 36.800",
        "body-temperature, 100.4, [degF], 38.000",
        "body-temperature, 100.5, [degF], 38.056",
        "body-temperature, 98.6, °F, 37.000",
        "body-temperature, 310.15, K, 37.000",
        "blood-glucose, 3.0, mmol/L, 54.05",
        "blood-glucose, 3.9, mmol/L, 70.26",
        "blood-glucose, 10.0, mmol/L, 180.16",
        "blood-glucose, 13.9, mmol/L, 250.42",
        "body-weight, 165, [lb_av], 74.843",
        "body-weight, 12, [stone_av], 76.204",
        "body-weight, 74843, g, 74.843",
        "body-height, 1.75, m, 175.00",
        "body-height, 70, [in_i], 177.80",
        "body-height, 6, [ft_i], 182.88",
        "oxygen-flow, 500, mL/min, 0.50",
        "inspired-oxygen, 0.21, 1, 21.00",
        "peak-flow, 7.5, L/s, 450.00",
        "fev1, 2.835, L, 2.835",
        "steps, 8123, 1, 8123",
        "pain, 4, {score}, 4",
        "breathlessness, 2, {score}, 2"})
    void shouldConvertExactlyAndRoundOnce(String key, BigDecimal value, String unit, BigDecimal canonical) {
        Vital vital = Vital.ofKey(key).orElseThrow();
        UnitConversion conversion = vital.conversionFrom(unit).orElseThrow();
        assertThat(vital.canonical(value, conversion)).isEqualTo(canonical);
    }

    @ParameterizedTest(name = "{0} does not take {1}")
    @CsvSource({"body-temperature, C", "body-temperature, F", "heart-rate, mm[Hg]", "blood-glucose, mmol",
        "body-weight, KG", "oxygen-flow, L", "consciousness, A", "steps, km"})
    void shouldGuessNothingFromAUnitItDoesNotList(String key, String unit) {
        assertThat(Vital.ofKey(key).orElseThrow().conversionFrom(unit)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Vital.class)
    void shouldRequireAUnitExceptWhereTheVitalHasNone(Vital vital) {
        boolean convertible = vital.conversionFrom(null).isPresent();
        assertThat(convertible).isEqualTo(vital == Vital.STEPS || vital == Vital.PAIN || vital.isSymptom());
    }

    @ParameterizedTest
    @EnumSource(Vital.class)
    void shouldTrustOnlyWhatIsPlausible(Vital vital) {
        assertThat(vital.plausible().contains(vital.trusted().low())).isTrue();
        assertThat(vital.plausible().contains(vital.trusted().high())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Vital.class)
    void shouldListEachSpellingOnce(Vital vital) {
        List<String> spellings = new ArrayList<>();
        vital.units().forEach(unit -> {
            spellings.add(unit.ucum());
            spellings.addAll(unit.spellings());
        });
        assertThat(spellings).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Vital.class)
    void shouldHoldEveryPlausibleValueAsAScaledLongWhoseSquareSumsOverADay(Vital vital) {
        BigDecimal scaled = vital.plausible().high().movePointRight(vital.scale());
        BigDecimal daySumOfSquares = scaled.pow(2).multiply(BigDecimal.valueOf(86_400));
        assertThat(daySumOfSquares).isLessThan(BigDecimal.valueOf(Long.MAX_VALUE));
    }

    @Test
    void shouldNameEachVitalOnce() {
        List<String> keys = Arrays.stream(Vital.values()).map(Vital::key).toList();
        assertThat(new HashSet<>(keys)).hasSameSizeAs(keys);
        assertThat(keys).allMatch(key -> Vital.ofKey(key).isPresent());
        assertThat(Vital.ofKey("mood")).isEmpty();
    }

    @Test
    void shouldGradeSymptomsByTheScoreThatTheirMeasurementsHave() {
        for (SymptomGrade grade : SymptomGrade.values()) {
            assertThat(SymptomGrade.ofScore(grade.score())).contains(grade);
            assertThat(SymptomGrade.ofSnomed(grade.snomed())).contains(grade);
            assertThat(Vital.BREATHLESSNESS.trusted().contains(BigDecimal.valueOf(grade.score()))).isTrue();
        }
        assertThat(SymptomGrade.ofScore(4)).isEmpty();
        assertThat(SymptomGrade.ofScore(-1)).isEmpty();
    }

    @Test
    void shouldNameTheProfileOfFhirWhereR4HasOne() {
        assertThat(Vital.HEART_RATE.coding().profileUrl())
                .contains("http://hl7.org/fhir/StructureDefinition/heartrate");
        assertThat(Vital.BLOOD_GLUCOSE.coding().profileUrl()).isEmpty();
    }
}
