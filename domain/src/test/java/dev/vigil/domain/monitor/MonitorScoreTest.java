package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.patient.Pause;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScoreBand;
import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MonitorScoreTest {

    @Test
    void shouldTellAChangedScoreAtOnceAndAnUnchangedOneOnceAMinute() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.HEART_RATE, "70");
        watched.afterSeconds(10).take(Vital.HEART_RATE, "75");
        assertThat(watched.scores()).hasSize(1);
        watched.afterSeconds(10).take(Vital.HEART_RATE, "100");
        assertThat(watched.scores()).hasSize(2);
        watched.afterSeconds(59).take(Vital.HEART_RATE, "101");
        assertThat(watched.scores()).hasSize(2);
        watched.afterSeconds(1).take(Vital.HEART_RATE, "101");
        assertThat(watched.scores()).hasSize(3);
        assertThat(watched.scores()).extracting(Score::total).containsExactly(0, 1, 1);
        assertThat(watched.scores()).extracting(Score::revision).containsExactly(0, 1, 0);
    }

    @Test
    void shouldReviseAScoreThatLateDataChanges() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.HEART_RATE, "70");
        watched.afterSeconds(30).take(Vital.RESPIRATORY_RATE, "30", Watched.T0.minusSeconds(60));
        assertThat(watched.scores()).extracting(Score::at).containsExactly(Watched.T0, Watched.T0,
                Watched.T0.minusSeconds(60));
        assertThat(watched.scores()).extracting(Score::revision).containsExactly(0, 1, 0);
        assertThat(watched.scores().get(1).id()).isEqualTo(watched.scores().getFirst().id());
        assertThat(watched.scores().get(1).total()).isEqualTo(3);
    }

    @Test
    void shouldSayWhenAValueBecomesStale() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.RESPIRATORY_RATE, "30");
        watched.pass(Duration.ofMinutes(60));
        assertThat(watched.scores()).hasSize(1);
        watched.pass(Duration.ofMinutes(1));
        assertThat(watched.scores()).as("nothing was measured").hasSize(1);
        Score stale = watched.pictures().getLast().score();
        assertThat(stale.stale()).isTrue();
        assertThat(stale.floor()).isZero();
        assertThat(stale.ceiling()).isEqualTo(20);
        watched.pass(Duration.ofHours(5));
        assertThat(watched.scores()).hasSize(1);
    }

    @Test
    void shouldSayWhatToMeasureNextWithEveryPictureUnlessThePatientIsPaused() {
        Watched watched = new Watched(Plans.of(new Rule("urgent", Priority.HIGH, RuleKind.PHYSIOLOGICAL,
                new Condition.ScoreAtLeast(ScoreName.NEWS2, 7), null)));
        watched.take(Vital.RESPIRATORY_RATE, "30");
        assertThat(watched.asked()).containsExactly(Optional.of(Vital.OXYGEN_SATURATION));
        watched.afterSeconds(2).take(Vital.OXYGEN_SATURATION, "85");
        watched.afterSeconds(2).take(Vital.SYSTOLIC_BP, "85");
        assertThat(watched.asked().getLast()).as("nine points decide it").isEmpty();
        watched.afterSeconds(2).take(Vital.SYSTOLIC_BP, "120");
        assertThat(watched.asked().getLast()).isPresent();
        watched.settings(1, null, List.of(new Pause(watched.now, null, "in hospital")));
        assertThat(watched.asked().getLast()).isEmpty();
        assertThat(watched.asked()).hasSameSizeAs(watched.pictures());
    }

    @Test
    void shouldTellThatAScoreIsStaleAlreadyWhenItComesLate() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.RESPIRATORY_RATE, "30", watched.now.minus(Duration.ofMinutes(90)));
        watched.pass(Duration.ofSeconds(5));
        assertThat(watched.scores()).extracting(Score::stale).containsExactly(false);
        assertThat(watched.pictures().getLast().score().stale()).isTrue();
    }

    @Test
    void shouldNotTakeAStaleValueForARecovery() {
        Watched watched = new Watched(Plans.of(Plans.singlePart()));
        watched.take(Vital.RESPIRATORY_RATE, "30");
        watched.pass(Duration.ofHours(2));
        watched.take(Vital.HEART_RATE, "70");
        assertThat(watched.signals()).extracting(s -> s.state()).containsExactly(SignalState.RAISED);
        watched.afterSeconds(5).take(Vital.RESPIRATORY_RATE, "16");
        assertThat(watched.signals()).extracting(s -> s.state())
                .containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    @Test
    void shouldRaiseOnTheFloorWithItsParts() {
        Watched watched = new Watched(Plans.of(Plans.news2(7)));
        watched.take(Vital.RESPIRATORY_RATE, "30");
        watched.afterSeconds(1).take(Vital.OXYGEN_SATURATION, "90");
        assertThat(watched.signals()).isEmpty();
        watched.afterSeconds(1).take(Vital.HEART_RATE, "100");
        assertThat(watched.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.explanation()).isEqualTo("NEWS2 of 7 is at least 7 (limit of rule deteriorating): "
                    + "respiratory rate 30 (3), oxygen saturation 90 (3), heart rate 100 (1); "
                    + "missing inhaled oxygen flow rate, systolic blood pressure, level of responsiveness, "
                    + "body temperature, taken just now");
            assertThat(signal.evidence()).hasSize(3);
            assertThat(signal.vital()).isNull();
        });
        assertThat(watched.scores().getLast().band()).isEqualTo(ScoreBand.HIGH);
    }

    @Test
    void shouldTellAScoreThatBecomesWorseButNotEachReading() {
        Watched watched = new Watched(Plans.of(Plans.news2(5)));
        watched.take(Vital.RESPIRATORY_RATE, "30");
        watched.afterSeconds(1).take(Vital.OXYGEN_SATURATION, "90");
        watched.afterSeconds(1).take(Vital.HEART_RATE, "100");
        watched.afterSeconds(1).take(Vital.HEART_RATE, "101");
        watched.afterSeconds(1).take(Vital.HEART_RATE, "70");
        watched.afterSeconds(1).take(Vital.HEART_RATE, "100");
        assertThat(watched.signals()).extracting(s -> s.state()).containsExactly(SignalState.RAISED,
                SignalState.CHANGED);
        assertThat(watched.signals().getLast().explanation()).startsWith("NEWS2 of 7 is at least 5");
        assertThat(watched.pictures().getLast().rules().getFirst().explanation())
                .startsWith("NEWS2 of 7");
    }

    @Test
    void shouldScoreAnUploadForItsOwnTimeBesideTheCurrentScore() {
        Watched watched = new Watched(Plans.of(Plans.singlePart()));
        watched.take(Vital.HEART_RATE, "70");
        Instant then = watched.now.minus(Duration.ofHours(6));
        watched.take(Vital.RESPIRATORY_RATE, "30", then);
        Score past = watched.scores().getLast();
        assertThat(past.at()).isEqualTo(then);
        assertThat(past.total()).isEqualTo(3);
        assertThat(past.missing()).contains(Vital.HEART_RATE);
        assertThat(watched.signals()).singleElement().satisfies(s -> assertThat(s.retrospective()).isTrue());
        assertThat(watched.pictures().getLast().score().at()).isEqualTo(Watched.T0);
    }

    @Test
    void shouldNotTellTheSameScoreTwiceWhenOnlyOldDataIsThere() {
        Watched watched = new Watched(Plans.of(Plans.singlePart()));
        watched.take(Vital.RESPIRATORY_RATE, "30", watched.now.minus(Duration.ofHours(6)));
        assertThat(watched.scores()).hasSize(1);
        assertThat(watched.signals()).singleElement().satisfies(s -> assertThat(s.retrospective()).isTrue());
    }

    @Test
    void shouldSayWhyThereIsNoScore() {
        Watched watched = new Watched(Plans.of(Plans.singlePart()));
        watched.decide(new MonitorEvent.PatientChanged(new Patient(Watched.PATIENT, null, null, null, null, null,
                List.of(), List.of(), List.of(new PatientSettings(Instant.EPOCH, 1, false, null, Map.of())))));
        watched.take(Vital.RESPIRATORY_RATE, "30");
        watched.pass(Duration.ofSeconds(1));
        assertThat(watched.scores()).isEmpty();
        assertThat(watched.signals()).isEmpty();
        assertThat(watched.pictures().getLast().scoreRefusal()).contains("date of birth");
    }

    @Test
    void shouldScoreAgainWhenTheScaleChanges() {
        Watched watched = new Watched(Plans.of(Plans.singlePart()));
        watched.take(Vital.OXYGEN_SATURATION, "89");
        watched.afterSeconds(5);
        watched.settings(2, null, List.of());
        assertThat(watched.scores()).extracting(Score::scale).containsExactly(1, 2);
        assertThat(watched.scores().getLast().revision()).isEqualTo(1);
        assertThat(watched.signals().getLast().state()).isEqualTo(SignalState.ENDED);
    }

    @Test
    void shouldShowThePictureAtMostEverySecondUnlessSomethingChanged() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.BODY_WEIGHT, "80");
        watched.after(Duration.ofMillis(1500)).take(Vital.BODY_WEIGHT, "81");
        int before = watched.pictures().size();
        watched.after(Duration.ofMillis(200)).take(Vital.BODY_WEIGHT, "82");
        watched.after(Duration.ofMillis(200)).take(Vital.BODY_WEIGHT, "83");
        assertThat(watched.pictures()).hasSize(before);
        watched.pass(Duration.ofSeconds(1));
        assertThat(watched.pictures()).hasSize(before + 1);
        assertThat(watched.pictures().getLast().vitals().getFirst().value()).hasToString("Quantity[value=83.000]");
    }
}
