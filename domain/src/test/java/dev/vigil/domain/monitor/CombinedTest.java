package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
