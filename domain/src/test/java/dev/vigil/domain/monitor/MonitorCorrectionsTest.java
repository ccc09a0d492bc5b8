package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Summary;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MonitorCorrectionsTest {

    @Test
    void shouldSayWhatTheScoreWasAndWhyItIsLessNow() {
        Watched watched = new Watched(Plans.of(Plans.news2(7)));
        watched.take(Vital.RESPIRATORY_RATE, "30");
        watched.afterSeconds(1).take(Vital.OXYGEN_SATURATION, "90");
        Observation wrong = watched.afterSeconds(1).take(Vital.HEART_RATE, "100");
        watched.afterSeconds(10).withdraw(wrong);
        Signal ended = watched.signals().getLast();
        assertThat(ended.state()).isEqualTo(SignalState.ENDED);
        assertThat(ended.explanation()).contains("; was 7, now 6, because a reading taken 10 s ago was withdrawn "
                + "(wrong arm)");
        assertThat(watched.scores().getLast().total()).isEqualTo(6);
    }

    @Test
    void shouldSayThatAScoreThatStillRingsIsLess() {
        Watched watched = new Watched(Plans.of(Plans.news2(5)));
        watched.take(Vital.RESPIRATORY_RATE, "30");
        Observation wrong = watched.afterSeconds(1).take(Vital.CONSCIOUSNESS, "C");
        watched.afterSeconds(1).take(Vital.OXYGEN_SATURATION, "90");
        watched.afterSeconds(10).withdraw(wrong);
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED,
                SignalState.CHANGED, SignalState.CHANGED);
        assertThat(watched.signals().getLast().explanation()).contains("was 9, now 6, because");
    }

    @Test
    void shouldFallBackToTheNewestValueThatIsLeft() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(Duration.ZERO)));
        watched.take(Vital.OXYGEN_SATURATION, "97");
        Observation wrong = watched.afterSeconds(60).take(Vital.OXYGEN_SATURATION, "70");
        watched.withdraw(wrong);
        watched.pass(Duration.ofSeconds(2));
        assertThat(watched.pictures().getLast().vitals()).singleElement()
                .satisfies(vital -> assertThat(vital.takenAt()).isEqualTo(Watched.T0));
        assertThat(watched.signals().getLast().state()).isEqualTo(SignalState.ENDED);
    }

    @Test
    void shouldRingAgainForWhatAWithdrawnReadingHadEnded() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(Duration.ZERO)));
        watched.take(Vital.OXYGEN_SATURATION, "80");
        Observation wrong = watched.afterSeconds(60).take(Vital.OXYGEN_SATURATION, "97");
        watched.afterSeconds(5).withdraw(wrong);
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED,
                SignalState.ENDED, SignalState.RAISED);
    }

    @Test
    void shouldFindTheExtremesThatAreLeft() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.HEART_RATE, "70");
        Observation highest = watched.afterSeconds(60).take(Vital.HEART_RATE, "180");
        watched.afterSeconds(60).take(Vital.HEART_RATE, "90");
        watched.afterSeconds(60).take(Vital.HEART_RATE, "80");
        watched.withdraw(highest);
        watched.pass(Duration.ofMinutes(70));
        assertThat(watched.summaries()).singleElement().satisfies(summary -> {
            assertThat(summary.max()).isEqualByComparingTo(new BigDecimal("90"));
            assertThat(summary.min()).isEqualByComparingTo(new BigDecimal("70"));
            assertThat(summary.count()).isEqualTo(3);
        });
    }

    /// A chart has several values of one minute, each entered by itself.
    @Test
    void shouldTakeBackEveryValueOfOneInstant() {
        Watched watched = new Watched(Plans.of());
        Observation greatest = watched.take(Vital.BLOOD_GLUCOSE, "125");
        Observation one = watched.take(Vital.BLOOD_GLUCOSE, "117");
        Observation other = watched.take(Vital.BLOOD_GLUCOSE, "117");
        watched.pass(Duration.ofMinutes(70));
        watched.withdraw(one);
        watched.withdraw(greatest);
        watched.withdraw(other);
        watched.pass(Duration.ofMinutes(2));
        assertThat(watched.summaries()).extracting(Summary::count).containsExactly(3L, 0L);
    }

    @Test
    void shouldTakeBackASummaryAndAScoreOfNothing() {
        Watched watched = new Watched(Plans.of());
        Observation only = watched.take(Vital.HEART_RATE, "70");
        watched.pass(Duration.ofMinutes(70));
        watched.withdraw(only);
        watched.pass(Duration.ofMinutes(2));
        assertThat(watched.summaries()).extracting(Summary::count).containsExactly(1L, 0L);
        assertThat(watched.summaries()).extracting(Summary::revision).containsExactly(0, 1);
        Score last = watched.scores().getLast();
        assertThat(last.parts()).isEmpty();
        assertThat(last.revision()).isEqualTo(1);
    }

    @Test
    void shouldComputeAScoreOfThePastFromWhatHeldThen() {
        Watched watched = new Watched(Plans.of());
        Instant early = watched.now;
        watched.take(Vital.RESPIRATORY_RATE, "30");
        watched.after(Duration.ofHours(2)).take(Vital.RESPIRATORY_RATE, "12");
        watched.take(Vital.HEART_RATE, "140", early.plusSeconds(600));
        Score past = watched.scores().getLast();
        assertThat(past.at()).isEqualTo(early.plusSeconds(600));
        assertThat(past.total()).as("the respiratory rate of then").isEqualTo(6);
    }

    @Test
    void shouldChangeNothingWhenTheSameComesAgainOrHasBeenWithdrawnBefore() {
        Watched watched = new Watched(Plans.of(Plans.news2(1)));
        Observation once = watched.take(Vital.RESPIRATORY_RATE, "30");
        watched.withdraw(once);
        int said = watched.scores().size() + watched.signals().size();
        watched.decide(new MonitorEvent.Observed(once));
        watched.withdraw(once);
        assertThat(watched.scores().size() + watched.signals().size()).isEqualTo(said);
        assertThat(watched.history.size(Vital.RESPIRATORY_RATE)).isOne();
    }
}
