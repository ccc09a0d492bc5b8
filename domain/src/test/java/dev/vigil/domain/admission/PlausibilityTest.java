package dev.vigil.domain.admission;

import static dev.vigil.domain.admission.Desk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both edges of both ranges of every vital, one step of its scale inside and outside, by a table of its own.
class PlausibilityTest {

    @Test
    void shouldSayWhatADeviceItselfSpeaksAgainst() {
        assertThat(doubt(MeasurementStatus.EARLY)).isEqualTo(Doubt.EARLY);
        assertThat(doubt(MeasurementStatus.QUESTIONABLE)).isEqualTo(Doubt.DEVICE);
    }

    private static Doubt doubt(MeasurementStatus status) {
        Desk told = Desk.ofAda();
        told.receive(told.said(status, Desk.pulse(70)));
        return told.admitted.getFirst().measurements().getFirst().doubt();
    }

    @ParameterizedTest(name = "{0}: refused outside {2} to {3}, questioned outside {4} to {5}")
    @CsvSource({
        "heart-rate, /min, 10, 300, 25, 250",
        "pulse-rate, /min, 10, 300, 25, 250",
        "respiratory-rate, /min, 2, 90, 5, 60",
        "oxygen-saturation, %, 40, 100, 70, 100",
        "systolic-bp, mm[Hg], 40, 300, 60, 260",
        "diastolic-bp, mm[Hg], 15, 220, 30, 160",
        "mean-arterial-pressure, mm[Hg], 20, 250, 40, 200",
        "body-temperature, Cel, 25.0, 45.0, 30.0, 43.0",
        "blood-glucose, mg/dL, 10, 1000, 20, 600",
        "body-weight, kg, 1, 400, 20, 350",
        "body-height, cm, 30, 260, 30, 260",
        "oxygen-flow, L/min, 0, 80, 0, 15",
        "inspired-oxygen, %, 21, 100, 21, 100",
        "peak-flow, L/min, 20, 1000, 20, 1000",
        "fev1, L, 0.1, 9, 0.1, 9",
        "steps, 1, 0, 150000, 0, 60000",
        "pain, {score}, 0, 10, 0, 10",
        "breathlessness, {score}, 0, 3, 0, 3",
        "orthopnea, {score}, 0, 3, 0, 3",
        "swelling, {score}, 0, 3, 0, 3",
        "dizziness, {score}, 0, 3, 0, 3",
        "fatigue, {score}, 0, 3, 0, 3",
        "chest-pain, {score}, 0, 3, 0, 3",
        "headache, {score}, 0, 3, 0, 3",
        "visual-disturbance, {score}, 0, 3, 0, 3",
        "epigastric-pain, {score}, 0, 3, 0, 3",
        "vomiting, {score}, 0, 3, 0, 3"})
    void shouldRefuseQuestionAndTrustExactlyAtTheEdges(String vital, String unit, BigDecimal low, BigDecimal high,
            BigDecimal trustedLow, BigDecimal trustedHigh) {
        BigDecimal step = BigDecimal.ONE.movePointLeft(Vital.ofKey(vital).orElseThrow().scale());
        assertThat(judge(vital, low.subtract(step), unit)).isEqualTo("implausible");
        assertThat(judge(vital, low, unit)).isEqualTo(low.compareTo(trustedLow) == 0 ? "trusted" : "questionable");
        assertThat(judge(vital, trustedLow, unit)).isEqualTo("trusted");
        assertThat(judge(vital, trustedHigh, unit)).isEqualTo("trusted");
        assertThat(judge(vital, high, unit)).isEqualTo(high.compareTo(trustedHigh) == 0 ? "trusted" : "questionable");
        assertThat(judge(vital, high.add(step), unit)).isEqualTo("implausible");
        if (low.compareTo(trustedLow) < 0) {
            assertThat(judge(vital, trustedLow.subtract(step), unit)).isEqualTo("questionable");
        }
        if (trustedHigh.compareTo(high) < 0) {
            assertThat(judge(vital, trustedHigh.add(step), unit)).isEqualTo("questionable");
        }
    }

    @Test
    void shouldCoverEveryVitalThatIsANumber() throws NoSuchMethodException {
        Stream<String> covered = Arrays.stream(PlausibilityTest.class.getDeclaredMethod(
                "shouldRefuseQuestionAndTrustExactlyAtTheEdges", String.class, String.class, BigDecimal.class,
                BigDecimal.class, BigDecimal.class, BigDecimal.class).getAnnotation(CsvSource.class).value())
                .map(row -> row.substring(0, row.indexOf(',')));

        assertThat(covered).containsExactlyInAnyOrderElementsOf(Arrays.stream(Vital.values())
                .filter(vital -> !vital.coded()).map(Vital::key).toList());
    }

    private String judge(String vital, BigDecimal value, String unit) {
        Desk fresh = Desk.ofAda();
        fresh.receive(fresh.reading("1", NOON, Desk.number(vital, value.toPlainString(), unit)));
        if (fresh.admitted.isEmpty()) {
            return fresh.quarantined.getFirst().reason().code();
        }
        return fresh.admitted.getFirst().measurements().getFirst().questionable() ? "questionable" : "trusted";
    }
}
