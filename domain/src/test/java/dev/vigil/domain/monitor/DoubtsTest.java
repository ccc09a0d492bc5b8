package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.DeviceProperty;
import dev.vigil.domain.plan.Comparison;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Readings of pain 1 against a rule of 1 or more, by a sensor whose signal is too poor below a half.
class DoubtsTest {

    private final Rule poor = Plans.device(DeviceProperty.SIGNAL_QUALITY, Comparison.BELOW, "0.5");

    @ParameterizedTest
    @EnumSource(value = Priority.class, names = {"LOW", "MEDIUM"})
    void shouldHoldBackWhatAPoorSignalExplainsAndSayItOnce(Priority priority) {
        Watched watched = new Watched(Plans.of(poor, pain(priority)));
        for (int i = 0; i < 5; i++) {
            take(watched, "0.49");
        }
        assertThat(watched.signals()).extracting(Signal::explanation).containsExactly(
                "Signal quality 49 % is below 50 % (limit of rule signal-quality): device d1, taken just now",
                "Signal quality 49 % is below 50 % (limit of rule signal-quality): holds back rule pain,"
                        + " taken just now");
    }

    @Test
    void shouldRaiseOnceTheSignalIsGood() {
        Watched watched = new Watched(Plans.of(poor, pain(Priority.MEDIUM)));
        take(watched, "0.49");
        take(watched, "0.5");
        assertThat(watched.signals()).extracting(Signal::ruleId).containsExactly("signal-quality", "signal-quality",
                "signal-quality", "pain");
    }

    @Test
    void shouldNeverHoldBackHighPriorityButSayHowPoorTheSignalWas() {
        Watched watched = new Watched(Plans.of(poor, pain(Priority.HIGH)));
        take(watched, "0.2");
        assertThat(watched.signals()).filteredOn(signal -> signal.ruleId().equals("pain")).singleElement()
                .extracting(Signal::explanation).asString().contains(": signal quality only 20 %");
    }

    @Test
    void shouldGoOnWithWhatWasRaisedBeforeTheSignalBecamePoor() {
        Watched watched = new Watched(Plans.of(poor, pain(Priority.MEDIUM)));
        take(watched, "0.9");
        take(watched, "0.1");
        assertThat(watched.signals()).filteredOn(signal -> signal.ruleId().equals("pain"))
                .extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.CHANGED);
    }

    @Test
    void shouldHoldNothingBackWhereThePlanHasNoRuleOnTheSignal() {
        Watched watched = new Watched(Plans.of(pain(Priority.LOW)));
        take(watched, "0.01");
        assertThat(watched.signals()).extracting(Signal::ruleId).containsExactly("pain");
    }

    private static void take(Watched watched, String signalQuality) {
        watched.take("d1", watched.afterSeconds(10).now, null, signalQuality, Duration.ZERO);
    }

    private static Rule pain(Priority priority) {
        return new Rule("pain", priority, RuleKind.PHYSIOLOGICAL, new Condition.Threshold(Vital.PAIN,
                new Limit(Comparison.AT_LEAST, BigDecimal.ONE), null), null);
    }
}
