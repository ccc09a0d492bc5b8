package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a plan takes for granted where nobody measures it.
class AssumedTest {

    private static final Map<Vital, MeasuredValue> ALERT_ON_AIR = Map.of(
            Vital.CONSCIOUSNESS, new MeasuredValue.Level(Consciousness.ALERT),
            Vital.OXYGEN_FLOW, new MeasuredValue.Quantity(new BigDecimal("0.00")));

    @Test
    void shouldCompleteAScoreWithWhatThePlanAssumesAndMarkIt() {
        Watched watched = watched(Plans.news2(5));
        watched.take(watched.now, measuredByDevices("25", "111"));
        Score score = watched.scores().getLast();
        assertThat(score.complete()).isTrue();
        assertThat(score.floor()).isEqualTo(score.ceiling()).isEqualTo(5);
        assertThat(score.parts()).filteredOn(ScorePart::assumed).extracting(ScorePart::vital, ScorePart::observationId)
                .containsExactly(tuple(Vital.OXYGEN_FLOW, ""), tuple(Vital.CONSCIOUSNESS, ""));
        Signal signal = watched.signals().getLast();
        assertThat(signal.explanation()).contains("assumed inhaled oxygen flow rate 0, level of responsiveness A")
                .doesNotContain("missing");
        assertThat(signal.evidence()).as("what is assumed is no evidence").hasSize(5);
    }

    @Test
    void shouldTakeWhatWasMeasuredBeforeWhatIsAssumed() {
        Watched watched = watched(Plans.news2(5));
        watched.take(Vital.OXYGEN_FLOW, "2");
        watched.take(watched.now, measuredByDevices("16", "70"));
        assertThat(watched.scores().getLast().total()).isEqualTo(2);
        assertThat(watched.scores().getLast().parts()).filteredOn(ScorePart::assumed).extracting(ScorePart::vital)
                .containsExactly(Vital.CONSCIOUSNESS);
    }

    /// Confused this morning and not asked since is not alert.
    @Test
    void shouldAssumeNothingForADayAfterItWasMeasuredOtherwise() {
        Watched watched = watched(Plans.news2(5));
        watched.take(Vital.CONSCIOUSNESS, "C");
        watched.pass(Duration.ofHours(23));
        watched.take(watched.now, measuredByDevices("16", "70"));
        assertThat(watched.scores().getLast().missing()).containsExactly(Vital.CONSCIOUSNESS);
        assertThat(watched.scores().getLast().stale()).isTrue();
        watched.pass(Duration.ofHours(2));
        watched.take(watched.now, measuredByDevices("16", "70"));
        assertThat(watched.scores().getLast().missing()).isEmpty();
    }

    @Test
    void shouldGoOnAssumingWhatWasMeasuredLikeIt() {
        Watched watched = watched(Plans.news2(5));
        watched.take(Vital.CONSCIOUSNESS, "A");
        watched.pass(Duration.ofHours(3));
        watched.take(watched.now, measuredByDevices("16", "70"));
        assertThat(watched.scores().getLast().complete()).isTrue();
        assertThat(watched.scores().getLast().stale()).isFalse();
    }

    @Test
    void shouldNotEndByAnAssumptionWhatWasMeasured() {
        Watched watched = watched(Plans.singlePart());
        watched.take(Vital.CONSCIOUSNESS, "C");
        watched.pass(Duration.ofHours(26));
        watched.take(watched.now, measuredByDevices("16", "70"));
        assertThat(watched.signals()).as("nobody has looked again").extracting(Signal::state)
                .containsExactly(SignalState.RAISED);
        watched.afterSeconds(60).take(Vital.CONSCIOUSNESS, "A");
        assertThat(watched.signals().getLast().state()).isEqualTo(SignalState.ENDED);
    }

    @Test
    void shouldRingForNothingThatIsOnlyAssumed() {
        Watched watched = new Watched(plan(Map.of(Vital.OXYGEN_FLOW,
                new MeasuredValue.Quantity(new BigDecimal("2.00"))), Plans.news2(2)));
        watched.take(Vital.BODY_TEMPERATURE, "37.0", watched.now.minus(Duration.ofHours(5)));
        assertThat(watched.signals()).filteredOn(signal -> !signal.retrospective()).isEmpty();
    }

    /// The score of a time in the past is what it would have been had it been told then.
    @Test
    void shouldAssumeTheSameOfThePast() {
        Watched inOrder = watched(Plans.news2(5));
        inOrder.take(Vital.CONSCIOUSNESS, "C");
        inOrder.after(Duration.ofHours(10)).take(inOrder.now, measuredByDevices("16", "70"));
        Watched late = watched(Plans.news2(5));
        late.after(Duration.ofHours(10)).take(late.now, measuredByDevices("16", "70"));
        assertThat(late.scores().getLast().complete()).isTrue();
        late.take(Vital.CONSCIOUSNESS, "C", Watched.T0);
        assertThat(late.scores()).filteredOn(score -> score.at().equals(late.now)).last()
                .extracting(Score::missing, Score::stale).containsExactly(inOrder.scores().getLast().missing(), true);
    }

    @Test
    void shouldNotAssumeWhatADeviceMeasures() {
        assertThatThrownBy(() -> plan(Map.of(Vital.HEART_RATE, new MeasuredValue.Quantity(BigDecimal.TEN))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("never assumed");
    }

    private static Watched watched(Rule rule) {
        return new Watched(plan(ALERT_ON_AIR, rule));
    }

    private static Plan plan(Map<Vital, MeasuredValue> assumed, Rule... rules) {
        return new Plan("test", List.of(rules), Set.of(), Map.of(), Map.of(), List.of(), assumed, List.of());
    }

    private static List<Measurement> measuredByDevices(String respiratoryRate, String heartRate) {
        return List.of(measured(Vital.RESPIRATORY_RATE, respiratoryRate), measured(Vital.HEART_RATE, heartRate),
                measured(Vital.OXYGEN_SATURATION, "97"), measured(Vital.SYSTOLIC_BP, "120"),
                measured(Vital.BODY_TEMPERATURE, "37.0"));
    }

    private static Measurement measured(Vital vital, String value) {
        return Watched.measurement(vital, value, false);
    }
}
