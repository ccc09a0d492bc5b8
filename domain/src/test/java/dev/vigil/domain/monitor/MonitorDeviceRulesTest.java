package dev.vigil.domain.monitor;

import static dev.vigil.domain.plan.Comparison.ABOVE;
import static dev.vigil.domain.plan.Comparison.AT_LEAST;
import static dev.vigil.domain.plan.Comparison.BELOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.DeviceProperty;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonitorDeviceRulesTest {

    private static final Plan PLAN = Plans.of(Plans.device(DeviceProperty.BATTERY, BELOW, "0.10"),
            Plans.device(DeviceProperty.SIGNAL_QUALITY, BELOW, "0.3"),
            Plans.device(DeviceProperty.CLOCK_OFFSET, ABOVE, "300"));

    private final Watched ward = new Watched(PLAN);

    @Test
    void shouldSayThatABatteryRunsLowAndThatItWasReplaced() {
        take("scale", "0.10");
        assertThat(ward.signals()).isEmpty();
        take("scale", "0.09");
        assertThat(ward.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.kind()).isEqualTo(RuleKind.TECHNICAL);
            assertThat(signal.explanation()).isEqualTo(
                    "Battery 9 % is below 10 % (limit of rule battery): device scale, taken just now");
        });
        take("scale", null);
        take("scale", "0.02");
        assertThat(ward.signals()).hasSize(1);
        take("scale", "1");
        assertThat(states()).containsExactly(SignalState.RAISED, SignalState.ENDED);
        assertThat(ward.signals().getLast().explanation())
                .isEqualTo("Battery 100 % is back inside the limit (rule battery), taken just now");
        assertThat(ward.state.troubled()).isEmpty();
    }

    @Test
    void shouldSayThatAClockDrifted() {
        ward.take("cuff", ward.now, null, null, Duration.ofSeconds(-300));
        assertThat(ward.signals()).isEmpty();
        ward.take("cuff", ward.afterSeconds(60).now, null, null, Duration.ofHours(-3));
        assertThat(ward.signals()).singleElement().extracting(Signal::explanation).isEqualTo(
                "Clock off by 3 h is above 5 min (limit of rule clock-offset): device cuff, taken just now");
        ward.take("cuff", ward.afterSeconds(60).now, null, null, Duration.ZERO);
        assertThat(states()).containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    /// What the cuff itself doubts never alerts; that it does is told, until it measures a pressure that holds.
    @Test
    void shouldTellThatACuffErredInThePlaceOfThePressureItMeasured() {
        Watched home = new Watched(Plans.of(Plans.device(DeviceProperty.CUFF_ERROR, AT_LEAST, "1"),
                Plans.septicPattern(), Plans.news2(3)));
        home.take(home.now, List.of(pressure(Vital.SYSTOLIC_BP, "70", true),
                pressure(Vital.DIASTOLIC_BP, "65", true)));
        assertThat(home.signals()).singleElement().extracting(Signal::explanation).isEqualTo("Blood pressure of the"
                + " cuff cannot be trusted (limit of rule cuff-error): device d1, taken just now");
        home.afterSeconds(60).take(Vital.HEART_RATE, "70");
        assertThat(home.signals()).as("says nothing of the cuff").hasSize(1);
        home.afterSeconds(60).take(home.now, List.of(pressure(Vital.SYSTOLIC_BP, "120", false)));
        assertThat(home.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.ENDED);
        assertThat(home.state.troubled()).isEmpty();
    }

    private static Measurement pressure(Vital vital, String value, boolean questionable) {
        return Watched.measurement(vital, value, questionable);
    }

    @Test
    void shouldEndWhenTheLastDeviceIsSound() {
        take("one", "0.05");
        take("two", "0.05");
        take("one", "0.90");
        assertThat(states()).containsExactly(SignalState.RAISED);
        take("three", "0.90");
        assertThat(states()).containsExactly(SignalState.RAISED);
        take("two", "0.90");
        assertThat(states()).containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    @Test
    void shouldNotBeMovedByAnOlderWord() {
        take("scale", "0.90");
        take("scale", "0.05", ward.now.minusSeconds(1));
        assertThat(ward.signals()).isEmpty();
        take("scale", "0.05");
        take("scale", "0.90", ward.now.minusSeconds(1));
        take("scale", "0.90", ward.now.minus(Duration.ofHours(5)));
        assertThat(states()).containsExactly(SignalState.RAISED);
    }

    @Test
    void shouldNotRingForWhatWaited() {
        take("scale", "0.05", ward.now.minus(Duration.ofHours(5)));
        assertThat(ward.signals()).isEmpty();
    }

    @Test
    void shouldRememberAtMostSixteenDevicesInTrouble() {
        for (int device = 0; device < 40; device++) {
            take("scale-" + device, "0.05");
        }
        assertThat(ward.state.troubled()).hasSize(16);
    }

    private List<SignalState> states() {
        return ward.signals().stream().map(Signal::state).toList();
    }

    private void take(String device, @Nullable String battery) {
        take(device, battery, ward.afterSeconds(60).now);
    }

    private void take(String device, @Nullable String battery, Instant takenAt) {
        ward.take(device, takenAt, battery, null, Duration.ZERO);
    }
}
