package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MonitorTrendsTest {

    @Test
    void shouldFindARiseAboveTheLowestWeightOfTheTimeBefore() {
        Watched watched = new Watched(Plans.of(Plans.weightGain()));
        for (String weight : new String[] {"80.0", "80.9", "81.9"}) {
            watched.take(Vital.BODY_WEIGHT, weight);
            watched.pass(Duration.ofDays(1));
        }
        assertThat(watched.signals()).isEmpty();
        watched.take(Vital.BODY_WEIGHT, "82.0");
        assertThat(watched.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.explanation()).isEqualTo("Body weight risen by 2 kg within 3 d is at least 2"
                    + " (limit of rule weight-gain): now 82, lowest 80, taken just now");
            assertThat(signal.evidence()).hasSize(1);
        });
    }

    @Test
    void shouldForgetAWeightThatLiesLongerBack() {
        Watched watched = new Watched(Plans.of(Plans.weightGain()));
        for (String weight : new String[] {"80.0", "80.6", "81.2", "81.8", "82.4", "83.0"}) {
            watched.take(Vital.BODY_WEIGHT, weight);
            watched.pass(Duration.ofDays(1));
        }
        assertThat(watched.signals()).isEmpty();
    }

    @Test
    void shouldCompareWeightsOfTheSameScaleAlone() {
        Watched watched = new Watched(Plans.of(Plans.weightGain()));
        watched.weigh("scale-1", "80.0");
        watched.pass(Duration.ofDays(1));
        watched.weigh("scale-2", "82.4");
        assertThat(watched.signals()).as("another scale").isEmpty();
        watched.pass(Duration.ofDays(1));
        watched.weigh("scale-1", "82.0");
        assertThat(watched.signals()).singleElement().extracting(Signal::explanation).asString()
                .contains("now 82, lowest 80");
        watched.pass(Duration.ofDays(1));
        watched.weigh("scale-2", "82.4");
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    @Test
    void shouldEndWhatStoodOnAWeightThatIsDoubtedByNow() {
        Watched watched = new Watched(Plans.of(Plans.weightGain()));
        watched.take(Vital.BODY_WEIGHT, "80.0");
        watched.pass(Duration.ofDays(1));
        Observation told = watched.take(Vital.BODY_WEIGHT, "99.0");
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED);
        watched.doubt(told);
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.ENDED);
        assertThat(watched.state.vitals().get(Vital.BODY_WEIGHT).trusted().value())
                .isEqualTo(new MeasuredValue.Quantity(new BigDecimal("80.000")));
    }

    @Test
    void shouldFindADeviationFromThePatientsOwnWeekButNotWithoutABaseline() {
        Watched watched = new Watched(Plans.of(Plans.offBaseline()));
        watched.take(Vital.HEART_RATE, "150");
        watched.pass(Duration.ofHours(6));
        for (int i = 0; i < 40; i++) {
            watched.take(Vital.HEART_RATE, i % 2 == 0 ? "60" : "64");
            watched.pass(Duration.ofHours(3));
        }
        watched.pass(Duration.ofDays(3));
        watched.take(Vital.HEART_RATE, "67");
        assertThat(watched.signals()).isEmpty();
        watched.afterSeconds(60).take(Vital.HEART_RATE, "69");
        assertThat(watched.signals()).singleElement().satisfies(signal -> assertThat(signal.explanation())
                .isEqualTo("Heart rate 69 /min is 3 standard deviations or more from the patient's own mean"
                        + " (limit of rule off-own-baseline): usual 62.1 ± 2, a single reading, taken just now"));
    }

    @Test
    void shouldHoldAllPartsAtOnceWhileTheyAreFresh() {
        Watched watched = new Watched(Plans.of(Plans.septicPattern()));
        watched.take(Vital.RESPIRATORY_RATE, "24");
        assertThat(watched.signals()).isEmpty();
        watched.afterSeconds(10).take(Vital.SYSTOLIC_BP, "95");
        assertThat(watched.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.explanation()).isEqualTo("Respiratory rate 24 /min is at least 22 and Systolic blood"
                    + " pressure 95 mmHg is at most 100 (rule septic-pattern), taken just now");
            assertThat(signal.evidence()).hasSize(2);
        });
        watched.pass(Duration.ofHours(2));
        watched.take(Vital.RESPIRATORY_RATE, "24");
        assertThat(watched.signals()).hasSize(1);
        watched.afterSeconds(10).take(Vital.SYSTOLIC_BP, "120");
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    @Test
    void shouldFindAFallBelowTheHighestWeightOfTheWeek() {
        Watched watched = new Watched(Plans.of(Plans.weightLoss()));
        for (String weight : new String[] {"80.0", "79.0", "77.8"}) {
            watched.take(Vital.BODY_WEIGHT, weight);
            watched.pass(Duration.ofDays(2));
        }
        assertThat(watched.signals()).isEmpty();
        watched.take(Vital.BODY_WEIGHT, "77.7");
        assertThat(watched.signals()).singleElement().extracting(Signal::explanation)
                .isEqualTo("Body weight fallen by 2.3 kg within 7 d is at least 2.3"
                        + " (limit of rule weight-loss): now 77.7, highest 80, taken just now");
        watched.pass(Duration.ofDays(1));
        watched.take(Vital.BODY_WEIGHT, "78.0");
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    @Test
    void shouldForetellALimitFromTheLineThroughTheReadings() {
        Watched watched = new Watched(Plans.of(Plans.saturationFalling()));
        for (String saturation : new String[] {"96", "95", "94", "93"}) {
            watched.take(Vital.OXYGEN_SATURATION, saturation);
            watched.pass(Duration.ofHours(2));
        }
        assertThat(watched.signals()).as("93 less 6 h of half a per cent is 90, which is not below").isEmpty();
        watched.take(Vital.OXYGEN_SATURATION, "92");
        assertThat(watched.signals()).singleElement().extracting(Signal::explanation)
                .isEqualTo("Oxygen saturation expected at 89 % within 6 h is below 90 (limit of rule spo2-falling):"
                        + " now 92, changing by -0.5 an hour, taken just now");
        watched.pass(Duration.ofHours(2));
        watched.take(Vital.OXYGEN_SATURATION, "96");
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    @Test
    void shouldNotLookAheadFartherThanTheReadingsReachBack() {
        Watched watched = new Watched(Plans.of(Plans.saturationFalling()));
        for (String saturation : new String[] {"96", "95", "94", "93", "92"}) {
            watched.take(Vital.OXYGEN_SATURATION, saturation);
            watched.pass(Duration.ofMinutes(80));
        }
        assertThat(watched.signals()).isEmpty();
    }

    @Test
    void shouldKeepAForetoldAlarmWhileTheLimitItselfIsViolated() {
        Watched watched = new Watched(Plans.of(Plans.saturationFalling()));
        for (String saturation : new String[] {"94", "93", "92", "89", "89.5"}) {
            watched.take(Vital.OXYGEN_SATURATION, saturation);
            watched.pass(Duration.ofHours(3));
        }
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED);
    }
}
