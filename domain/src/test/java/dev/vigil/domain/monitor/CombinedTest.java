package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CombinedTest {

    /// Rate of 22 or more or confusion, and no oxygen: every part met, missed and unknown.
    @ParameterizedTest(name = "rate {0}, level {1}, oxygen {2}: {3}")
    @CsvSource(nullValues = "-", value = {
        "22, A, 0, true", "22, A, 2, false", "22, A, -, false",
        "22, C, 0, true", "22, C, 2, false", "22, C, -, false",
        "22, -, 0, true", "22, -, 2, false", "22, -, -, false",
        "21, A, 0, false", "21, A, 2, false", "21, A, -, false",
        "21, C, 0, true", "21, C, 2, false", "21, C, -, false",
        "21, -, 0, false", "21, -, 2, false", "21, -, -, false",
        "-, A, 0, false", "-, A, 2, false", "-, A, -, false",
        "-, C, 0, true", "-, C, 2, false", "-, C, -, false",
        "-, -, 0, false", "-, -, 2, false"})
    void shouldTakeWhatIsUnknownForNeitherMetNorMissed(@Nullable String rate, @Nullable String level,
            @Nullable String oxygen, boolean raised) {
        Watched watched = new Watched(Plans.of(Plans.fastOrConfusedOffOxygen()));
        take(watched, Vital.RESPIRATORY_RATE, rate);
        take(watched, Vital.CONSCIOUSNESS, level);
        take(watched, Vital.OXYGEN_FLOW, oxygen);
        assertThat(watched.signals()).hasSize(raised ? 1 : 0);
    }

    @Test
    void shouldNotEndOnWhatHasBecomeStaleButOnWhatIsKnown() {
        Watched watched = raised();
        watched.pass(Duration.ofHours(2));
        watched.take(Vital.RESPIRATORY_RATE, "18");
        assertThat(watched.signals()).as("whether the patient is confused is not known any more").hasSize(1);
        watched.afterSeconds(10).take(Vital.CONSCIOUSNESS, "A");
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    @Test
    void shouldEndAtOnceWhenOnePartThatAllNeedIsMissed() {
        Watched watched = raised();
        watched.pass(Duration.ofHours(2));
        watched.take(Vital.OXYGEN_FLOW, "2");
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    @Test
    void shouldSayWhatWasMeasuredAgainstWhat() {
        assertThat(raised().signals()).singleElement().extracting(Signal::explanation).isEqualTo(
                "Respiratory rate 24 /min is at least 22 and Inhaled oxygen flow rate 0 L/min is not above 0"
                        + " (rule fast-or-confused), taken just now");
    }

    @Test
    void shouldCombineAGainOfWeightWithAnAnswer() {
        Watched watched = new Watched(Plans.of(Plans.all(Plans.weightGain(), Plans.pain(4))));
        watched.take(Vital.BODY_WEIGHT, "80.0");
        watched.after(Duration.ofHours(24)).take(Vital.BODY_WEIGHT, "82.5");
        assertThat(watched.signals()).as("nobody answered yet").isEmpty();
        watched.after(Duration.ofMinutes(10)).take(Vital.PAIN, "5");
        assertThat(watched.signals()).singleElement().extracting(Signal::explanation).isEqualTo("Body weight risen by"
                + " 2.5 kg within 3 d is at least 2 and Pain severity 5 is at least 4 (rule both), taken just now");
        watched.after(Duration.ofMinutes(10)).take(Vital.BODY_WEIGHT, "81.5");
        assertThat(watched.signals().getLast().state()).isEqualTo(SignalState.ENDED);
    }

    @Test
    void shouldCombineAScoreOnceWhatIsMissingCannotDecideItAnyMore() {
        Watched watched = new Watched(Plans.of(Plans.all(new Rule("other", Priority.HIGH, RuleKind.PHYSIOLOGICAL,
                new Condition.Not(Plans.news2(5).when()), null), Plans.pain(4))));
        watched.take(Vital.PAIN, "5");
        watched.take(Vital.RESPIRATORY_RATE, "16");
        assertThat(watched.signals()).as("six parts are missing").isEmpty();
        watched.take(Watched.T0, List.of(measured(Vital.OXYGEN_SATURATION, "97"), measured(Vital.SYSTOLIC_BP, "120"),
                measured(Vital.HEART_RATE, "70"), measured(Vital.OXYGEN_FLOW, "0"),
                measured(Vital.CONSCIOUSNESS, "A")));
        assertThat(watched.signals()).as("the temperature adds three at most").singleElement()
                .extracting(Signal::explanation).asString().contains("NEWS2 of 0 is not at least 5");
    }

    /// Each kind that follows from what was measured, once met and once missed.
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldCombineEveryKind(String name, Rule part, Vital vital, List<String> met, List<String> missed) {
        assertThat(isRaised(part, vital, met)).as("met").isTrue();
        assertThat(isRaised(part, vital, missed)).as("missed").isFalse();
    }

    static Stream<Arguments> shouldCombineEveryKind() {
        return Stream.of(
                arguments("fall", Plans.weightLoss(), Vital.BODY_WEIGHT, List.of("82.5", "80"), List.of("81", "80")),
                arguments("window", Plans.meanHeartRate(), Vital.HEART_RATE, List.of("140", "140", "140"),
                        List.of("140", "140", "90")),
                arguments("part of a score", Plans.singlePart(), Vital.RESPIRATORY_RATE, List.of("25"), List.of("24")),
                arguments("score", Plans.news2(3), Vital.RESPIRATORY_RATE, List.of("25"), List.of("24")),
                arguments("level", Plans.confused(), Vital.CONSCIOUSNESS, List.of("C"), List.of("A")),
                arguments("deviation", Plans.offBaseline(), Vital.HEART_RATE, List.of("110"), List.of("71")),
                arguments("trend", Plans.saturationFalling(), Vital.OXYGEN_SATURATION, List.of("90"), List.of("95")));
    }

    private static boolean isRaised(Rule part, Vital vital, List<String> values) {
        Watched watched = new Watched(Plans.of(Plans.all(part, Plans.pain(4))));
        for (int hour = 0; hour < 30; hour++) {
            watched.take(Vital.HEART_RATE, hour % 2 == 0 ? "69" : "71");
            watched.take(Vital.OXYGEN_SATURATION, String.valueOf(96 - hour / 10));
            watched.after(Duration.ofHours(1));
        }
        values.forEach(value -> watched.afterSeconds(60).take(vital, value));
        watched.afterSeconds(1).take(Vital.PAIN, "5");
        return !watched.signals().isEmpty();
    }

    /// In whatever order the values come, the same holds in the end.
    @Test
    void shouldNotDependOnTheOrderOfTheValues() {
        List<List<Vital>> orders = new ArrayList<>();
        List<Vital> vitals = List.of(Vital.RESPIRATORY_RATE, Vital.CONSCIOUSNESS, Vital.OXYGEN_FLOW);
        for (Vital first : vitals) {
            for (Vital second : vitals) {
                vitals.stream().filter(last -> last != first && last != second && first != second)
                        .forEach(last -> orders.add(List.of(first, second, last)));
            }
        }
        assertThat(orders).hasSize(6).allSatisfy(order -> {
            Watched watched = new Watched(Plans.of(Plans.fastOrConfusedOffOxygen()));
            order.forEach(vital -> watched.afterSeconds(1).take(vital,
                    vital == Vital.CONSCIOUSNESS ? "C" : vital == Vital.OXYGEN_FLOW ? "0" : "16"));
            assertThat(watched.signals()).hasSize(1);
        });
    }

    private static Watched raised() {
        Watched watched = new Watched(Plans.of(Plans.fastOrConfusedOffOxygen()));
        watched.take(Vital.OXYGEN_FLOW, "0");
        watched.take(Vital.RESPIRATORY_RATE, "24");
        return watched;
    }

    private static void take(Watched watched, Vital vital, @Nullable String value) {
        if (value != null) {
            watched.take(vital, value);
        }
    }

    private static Measurement measured(Vital vital, String value) {
        return Watched.measurement(vital, value, false);
    }
}
