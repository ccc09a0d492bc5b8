package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertEvent;
import dev.vigil.domain.alert.AlertLifecycle;
import dev.vigil.domain.alert.AlertOutcome;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.alert.PatientAlerts;
import dev.vigil.domain.plan.ClearCondition;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One rule with levels farther out, of a heart rate that is monitored continuously.
class MonitorLevelsTest {

    private static final Duration STEP = Duration.ofSeconds(5);

    private final Watched watched = new Watched(Plans.continuous(Vital.HEART_RATE,
            level("heart-rate-high", Priority.LOW, "110", "PT2M", "105"),
            level("heart-rate-high-2", Priority.MEDIUM, "120", "PT1M", "115"),
            level("heart-rate-high-3", Priority.HIGH, "150", "PT10S", "145")));
    private final List<Alert> alerts = new ArrayList<>();
    private PatientAlerts open = PatientAlerts.none(Watched.PATIENT);
    private int told;

    @ParameterizedTest(name = "a rate of {0} is told after {1}")
    @CsvSource({"112, PT2M", "125, PT1M", "160, PT10S"})
    void shouldTellTheSoonerTheFartherOutAValueLies(String rate, Duration after) {
        Instant begin = watched.now;
        hold(rate, Duration.ofMinutes(3));
        assertThat(watched.signals().getFirst().at()).isEqualTo(begin.plus(after));
    }

    @ParameterizedTest(name = "a rate of {0} for {1}")
    @CsvSource({"112, PT1M55S", "125, PT55S", "160, PT5S"})
    void shouldNotTellWhatWasOnlyBrief(String rate, Duration length) {
        hold(rate, length);
        hold("80", Duration.ofMinutes(3));
        assertThat(watched.signals()).isEmpty();
    }

    @Test
    void shouldStepUpAndDownWithTheValueInOneAlert() {
        hold("112", Duration.ofMinutes(3));
        assertThat(present()).containsExactly("heart-rate-high");
        hold("125", Duration.ofMinutes(2));
        assertThat(present()).containsExactly("heart-rate-high", "heart-rate-high-2");
        hold("160", Duration.ofMinutes(1));
        assertThat(present()).hasSize(3);
        assertThat(alerts).extracting(Alert::priority).containsSubsequence(Priority.LOW, Priority.MEDIUM,
                Priority.HIGH);

        hold("125", Duration.ofMinutes(2));
        assertThat(present()).as("down by one").containsExactlyInAnyOrder("heart-rate-high", "heart-rate-high-2");
        hold("112", Duration.ofMinutes(2));
        assertThat(present()).as("down by two").containsExactly("heart-rate-high");
        assertThat(alerts.getLast().priority()).as("who opens it sees how bad it has been").isEqualTo(Priority.HIGH);
        hold("80", Duration.ofMinutes(2));
        assertThat(alerts.getLast().state()).isInstanceOf(AlertState.Cleared.class);
        assertThat(alerts).extracting(Alert::id).containsOnly(alerts.getFirst().id());
        assertThat(watched.signals()).filteredOn(signal -> signal.state() == SignalState.ENDED).hasSize(3);
    }

    private void hold(String rate, Duration length) {
        Instant end = watched.now.plus(length);
        while (!watched.now.isAfter(end)) {
            watched.take(Vital.HEART_RATE, rate);
            tell();
            watched.after(STEP);
        }
    }

    private void tell() {
        List<Signal> signals = watched.signals();
        while (told < signals.size()) {
            AlertLifecycle.Decision decision = AlertLifecycle.decide(open,
                    new AlertEvent.SignalCame(signals.get(told++)), watched.now);
            open = decision.alerts();
            decision.outcomes().stream().filter(AlertOutcome.Changed.class::isInstance)
                    .forEach(outcome -> alerts.add(((AlertOutcome.Changed) outcome).alert()));
        }
    }

    private List<String> present() {
        return alerts.getLast().present().stream().map(Signal::ruleId).toList();
    }

    private static Rule level(String id, Priority priority, String above, String sustained, String clear) {
        return new Rule(id, priority, RuleKind.PHYSIOLOGICAL, new Condition.Threshold(Vital.HEART_RATE,
                new Limit(Comparison.ABOVE, new BigDecimal(above)), Duration.parse(sustained)),
                new ClearCondition(new Limit(Comparison.AT_MOST, new BigDecimal(clear)), Duration.ofMinutes(1)));
    }
}
