package dev.vigil.domain.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.vital.UnitConversion;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The mistakes that devices and gateways really make: each is refused, and the refusal says what was probably meant.
/// A mistake that gives a plausible value (70 lb for 70 kg) cannot be seen in one measurement and is not guessed at.
class HintsTest {

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            body-temperature       | 37     | [degF]    | Cel
            body-temperature       | 98.6   | Cel       | [degF]
            body-temperature       | 310.15 | Cel       | K
            body-temperature       | 36.6   | K         | Cel
            blood-glucose          | 5.6    | mg/dL     | mmol/L
            blood-glucose          | 126    | mmol/L    | mg/dL
            oxygen-saturation      | 0.97   | %         | 1 (a fraction)
            oxygen-saturation      | 97     | 1         | %
            inspired-oxygen        | 0.4    | %         | 1 (a fraction)
            inspired-oxygen        | 40     | 1         | %
            systolic-bp            | 16     | mm[Hg]    | kPa
            systolic-bp            | 120    | kPa       | mm[Hg]
            diastolic-bp           | 10.6   | mm[Hg]    | kPa
            mean-arterial-pressure | 93     | kPa       | mm[Hg]
            body-weight            | 600    | kg        | [lb_av]
            body-weight            | 82000  | kg        | g
            body-weight            | 82     | g         | kg
            body-weight            | 180    | [stone_av]| kg
            body-height            | 1.75   | cm        | m
            body-height            | 175    | m         | cm
            body-height            | 5.9    | cm        | [ft_i]
            body-height            | 175    | [in_i]    | cm
            oxygen-flow            | 2000   | L/min     | mL/min
            peak-flow              | 7.5    | L/min     | L/s
            peak-flow              | 450    | L/s       | L/min
            pulse-rate             | 1.2    | /min      | Hz
            pulse-rate             | 72     | Hz        | /min
            """)
    void shouldSayWhatWasProbablyMeant(String vital, BigDecimal value, String unit, String meant) {
        Vital of = Vital.ofKey(vital).orElseThrow();
        UnitConversion from = of.conversionFrom(unit).orElseThrow();
        BigDecimal canonical = of.canonical(value, from);
        assertThat(of.plausible().contains(canonical)).as("it is quarantined").isFalse();
        String sentence = Hints.implausible(of, value, from, canonical);
        assertThat(sentence).contains("; was ").endsWith(" meant?");
        assertThat(sentence.substring(sentence.indexOf("; was ") + 6, sentence.length() - " meant?".length())
                .split(" or ")).contains(meant);
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            body-temperature  | celsius   | body-temperature is not taken in 'celsius' but in Cel, [degF], K
            body-temperature  | F         | was [degF] meant?
            body-weight       | KG        | was kg meant?
            body-weight       | LB        | was [lb_av] meant?
            blood-glucose     | MMOL/L    | was mmol/L meant?
            systolic-bp       | MMHG      | was mm[Hg] meant?
            pulse-rate        | BPM       | was /min meant?
            """)
    void shouldSayWhichUnitIsSpeltAlike(String vital, String unit, String sentence) {
        assertThat(Hints.unknownUnit(Vital.ofKey(vital).orElseThrow(), unit)).contains(sentence);
    }
}
