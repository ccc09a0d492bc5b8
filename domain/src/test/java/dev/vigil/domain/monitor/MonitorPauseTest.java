package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.DeviceProperty;
import dev.vigil.domain.patient.Pause;
import dev.vigil.domain.plan.Comparison;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A hospital stay, a holiday, a device in repair.
class MonitorPauseTest {

    private static final Duration HOUR = Duration.ofHours(1);

    static Stream<Rule> rulesThatASaturationOf80Breaks() {
        return Stream.of(Plans.spo2Low(null), Plans.spo2Low(Duration.ofMinutes(1)), Plans.news2(3), Plans.singlePart());
    }

    @ParameterizedTest
    @MethodSource("rulesThatASaturationOf80Breaks")
    void shouldOnlyInformInAPauseAndRingAgainAfterIt(Rule rule) {
        Watched watched = paused(rule);
        watched.take(Vital.OXYGEN_SATURATION, "80");
        watched.pass(Duration.ofMinutes(30));
        assertThat(watched.signals()).allMatch(Signal::retrospective);
        assertThat(watched.pictures().getLast().vitals()).as("data is still taken").hasSize(1);

        watched.pass(HOUR);
        assertThat(watched.signals()).as("what is young enough still holds").filteredOn(MonitorPauseTest::rings)
                .hasSize(1);
        watched.take(Vital.OXYGEN_SATURATION, "80");
        watched.pass(Duration.ofMinutes(2));
        assertThat(watched.signals()).as("nothing rings twice").filteredOn(MonitorPauseTest::rings).hasSize(1);
    }

    @Test
    void shouldNotRingAfterAPauseForWhatIsTooOldByThen() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        watched.settings(1, null, List.of(new Pause(watched.now, watched.now.plus(HOUR.multipliedBy(6)), "holiday")));
        watched.take(Vital.OXYGEN_SATURATION, "80");
        watched.pass(HOUR.multipliedBy(7));
        assertThat(watched.signals()).isNotEmpty().noneMatch(MonitorPauseTest::rings);
    }

    private static boolean rings(Signal signal) {
        return !signal.retrospective() && signal.state() == SignalState.RAISED;
    }

    @Test
    void shouldEndInAPauseWhatWasRaisedBefore() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        watched.take(Vital.OXYGEN_SATURATION, "80");
        watched.settings(1, null, List.of(new Pause(watched.now, null, "hospital")));
        watched.afterSeconds(60).take(Vital.OXYGEN_SATURATION, "97");
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    @Test
    void shouldNotTellOfADeviceThatIsBeingRepaired() {
        Watched watched = paused(Plans.device(DeviceProperty.BATTERY, Comparison.BELOW, "0.10"));
        watched.take("d1", watched.now, "0.01", null, Duration.ZERO);
        assertThat(watched.signals()).isEmpty();
        watched.pass(HOUR);
        watched.take("d1", watched.now, "0.01", null, Duration.ZERO);
        assertThat(watched.signals()).hasSize(1);
    }

    private static Watched paused(Rule rule) {
        Watched watched = new Watched(Plans.of(rule));
        watched.settings(1, null, List.of(new Pause(watched.now, watched.now.plus(HOUR), "holiday")));
        return watched;
    }
}
