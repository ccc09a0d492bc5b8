package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.current.RuleStatus;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitorRulesTest {

    private static final Vital SPO2 = Vital.OXYGEN_SATURATION;

    @Test
    void shouldRaiseASpotCheckAtOnceUnconfirmedAndConfirmItByARepeat() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        watched.take(SPO2, "86", watched.now.minusSeconds(12));
        assertThat(watched.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.state()).isEqualTo(SignalState.RAISED);
            assertThat(signal.unconfirmed()).isTrue();
            assertThat(signal.retrospective()).isFalse();
            assertThat(signal.explanation()).isEqualTo("Oxygen saturation 86 % is below 90 (limit of rule spo2-low),"
                    + " a single reading, taken 12 s ago");
            assertThat(signal.age()).isEqualTo(Duration.ofSeconds(12));
            assertThat(signal.gateway()).isEqualTo("g1");
            assertThat(signal.evidence()).hasSize(1);
        });
        watched.afterSeconds(60).take(SPO2, "85");
        watched.afterSeconds(60).take(SPO2, "95");
        assertThat(watched.signals()).extracting(Signal::state)
                .containsExactly(SignalState.RAISED, SignalState.CHANGED, SignalState.ENDED);
        assertThat(watched.signals()).extracting(Signal::unconfirmed).containsExactly(true, false, false);
        assertThat(watched.signals()).extracting(Signal::id).containsOnly(watched.signals().getFirst().id());
        assertThat(watched.signals().getLast().explanation())
                .isEqualTo("Oxygen saturation 95 % is back inside the limit of 90 (rule spo2-low), taken just now");
    }

    @Test
    void shouldWaitForASustainedViolationOfAContinuousVitalInItsOwnTime() {
        Watched watched = new Watched(Plans.continuous(SPO2, Plans.spo2LowWithClear()));
        watched.take(SPO2, "86");
        watched.afterSeconds(29).take(SPO2, "87");
        assertThat(watched.signals()).isEmpty();
        assertThat(watched.pictures().getLast().rules()).extracting(RuleStatus::state)
                .containsExactly(RuleStatus.State.PENDING);
        watched.afterSeconds(1).take(SPO2, "88");
        assertThat(watched.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.startedAt()).isEqualTo(Watched.T0);
            assertThat(signal.unconfirmed()).isFalse();
            assertThat(signal.explanation()).isEqualTo(
                    "Oxygen saturation 88 % is below 90 for 30 s (limit of rule spo2-low), taken just now");
        });
        watched.afterSeconds(10).take(SPO2, "91");
        watched.afterSeconds(10).take(SPO2, "92");
        watched.afterSeconds(59).take(SPO2, "92");
        assertThat(watched.signals()).hasSize(1);
        watched.afterSeconds(1).take(SPO2, "92");
        assertThat(watched.signals().getLast().state()).isEqualTo(SignalState.ENDED);
    }

    @Test
    void shouldHoldTheLimitExactly() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        watched.take(SPO2, "90.00");
        assertThat(watched.signals()).isEmpty();
        watched.afterSeconds(1).take(SPO2, "89.99");
        assertThat(watched.signals()).hasSize(1);
    }

    @Test
    void shouldNotLoseALoneSpotCheckThatMustLast() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(Duration.ofSeconds(30))));
        watched.take(SPO2, "86");
        watched.pass(Duration.ofSeconds(29));
        assertThat(watched.signals()).isEmpty();
        watched.pass(Duration.ofSeconds(1));
        assertThat(watched.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.unconfirmed()).isTrue();
            assertThat(signal.evidence()).hasSize(1);
        });
    }

    @Test
    void shouldOnlyInformOfALoneSpotCheckThatBecameTooOldInAnOutage() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(Duration.ofSeconds(30))));
        watched.take(SPO2, "86");
        watched.after(Duration.ofHours(5)).tick();
        assertThat(watched.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.retrospective()).isTrue();
            assertThat(signal.explanation()).contains("86 %");
        });
        assertThat(watched.state.rules().get("spo2-low").live().isOn()).isFalse();
    }

    @Test
    void shouldForgetASpotCheckThatIsContradictedInTime() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(Duration.ofSeconds(30))));
        watched.take(SPO2, "86");
        watched.afterSeconds(10).take(SPO2, "96");
        watched.pass(Duration.ofMinutes(5));
        assertThat(watched.signals()).isEmpty();
    }

    @Test
    void shouldOnlyInformOfWhatIsTooOldToActOn() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        Instant fourHours = watched.now.minus(Duration.ofHours(4));
        watched.take(SPO2, "86", fourHours.minusSeconds(1));
        assertThat(watched.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.retrospective()).isTrue();
            assertThat(signal.startedAt()).isEqualTo(fourHours.minusSeconds(1));
        });
        watched.take(SPO2, "85", fourHours);
        assertThat(watched.signals().getLast().retrospective()).isFalse();
        assertThat(watched.signals().getLast().explanation()).contains("taken 4 h ago");
    }

    @Test
    void shouldNotRingForAnOlderValueThanTheNewest() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        watched.take(SPO2, "97");
        watched.take(SPO2, "86", watched.now.minusSeconds(600));
        assertThat(watched.signals()).singleElement().satisfies(s -> assertThat(s.retrospective()).isTrue());
    }

    @Test
    void shouldTellASixHourUploadAsEpisodesNotAsReadings() {
        Watched watched = new Watched(Plans.continuous(SPO2, Plans.spo2Low(null)));
        Instant start = watched.now.minus(Duration.ofHours(6));
        for (int i = 0; i < 3600; i += 10) {
            watched.take(SPO2, i < 1200 || i > 2400 ? "86" : "96", start.plusSeconds(i));
        }
        assertThat(watched.signals()).allMatch(Signal::retrospective);
        assertThat(watched.signals()).extracting(Signal::state)
                .containsExactly(SignalState.RAISED, SignalState.ENDED, SignalState.RAISED);
    }

    @Test
    void shouldEndWhatRingsByTheNewestValueHoweverOld() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        watched.take(SPO2, "86");
        watched.after(Duration.ofHours(10)).take(SPO2, "97", watched.now.minus(Duration.ofHours(6)));
        assertThat(watched.signals().getLast().state()).isEqualTo(SignalState.ENDED);
        assertThat(watched.signals().getLast().retrospective()).isFalse();
    }

    /// A device that sends in another order than it measured.
    @Test
    void shouldActOnATrustedValueThatComesAfterAQuestionableOne() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(Duration.ZERO), Plans.news2(3)));
        Instant slipped = watched.afterSeconds(20).now;
        watched.take(slipped, List.of(Watched.measurement(Vital.OXYGEN_SATURATION, "40", true)));
        watched.take(Vital.OXYGEN_SATURATION, "80", slipped.minusSeconds(10));
        assertThat(watched.signals()).hasSize(2).allSatisfy(signal -> {
            assertThat(signal.state()).isEqualTo(SignalState.RAISED);
            assertThat(signal.retrospective()).isFalse();
        });
        assertThat(watched.scores()).singleElement()
                .satisfies(score -> assertThat(score.at()).isEqualTo(slipped.minusSeconds(10)));
    }

    @Test
    void shouldNeitherScoreNorAlertAQuestionableValueButShowIt() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null), Plans.singlePart()));
        watched.take(watched.now, List.of(Watched.measurement(SPO2, "60", true)));
        watched.pass(Duration.ofSeconds(1));
        assertThat(watched.signals()).isEmpty();
        assertThat(watched.scores()).isEmpty();
        assertThat(watched.pictures().getLast().vitals()).singleElement()
                .satisfies(vital -> assertThat(vital.questionable()).isTrue());
    }

    @Test
    void shouldHoldThePatientsOwnLimit() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        own(watched, "88");
        watched.take(SPO2, "88");
        assertThat(watched.signals()).isEmpty();
        watched.afterSeconds(5).take(SPO2, "87");
        assertThat(watched.signals()).singleElement()
                .satisfies(signal -> assertThat(signal.limit()).isEqualByComparingTo("88"));
    }

    @Test
    void shouldJudgeTheNewestValueAgainWhenALimitChanges() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        watched.take(SPO2, "91");
        own(watched.afterSeconds(5), "92");
        assertThat(watched.signals()).singleElement().satisfies(s -> assertThat(s.unconfirmed()).isTrue());
    }

    @Test
    void shouldEndARuleThatLeavesThePlan() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        watched.take(SPO2, "86");
        watched.plan = Plans.of(Plans.confused());
        watched.afterSeconds(5).decide(new MonitorEvent.PlanChanged());
        assertThat(watched.signals().getLast().state()).isEqualTo(SignalState.ENDED);
        assertThat(watched.signals().getLast().ruleId()).isEqualTo("spo2-low");
        assertThat(watched.signals().getLast().explanation()).isEqualTo("Rule spo2-low no longer applies");
        assertThat(watched.state.rules()).isEmpty();
    }

    @Test
    void shouldRaiseALevelOfConsciousness() {
        Watched watched = new Watched(Plans.of(Plans.confused()));
        watched.take(Vital.CONSCIOUSNESS, "A");
        watched.afterSeconds(5).take(Vital.CONSCIOUSNESS, "C");
        assertThat(watched.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.limit()).isNull();
            assertThat(signal.explanation()).startsWith("Level of responsiveness: Confused");
        });
    }

    @Test
    void shouldHoldAWindowOnceItHasEnoughReadings() {
        Watched watched = new Watched(Plans.continuous(Vital.HEART_RATE, Plans.meanHeartRate()));
        watched.take(Vital.HEART_RATE, "140");
        watched.afterSeconds(20).take(Vital.HEART_RATE, "140");
        assertThat(watched.signals()).isEmpty();
        watched.afterSeconds(20).take(Vital.HEART_RATE, "125");
        assertThat(watched.signals()).singleElement().satisfies(signal -> assertThat(signal.explanation()).isEqualTo(
                "Mean heart rate over 5 min 135 /min is above 130 (limit of rule hr-mean), taken just now"));
        watched.afterSeconds(20).take(Vital.HEART_RATE, "90");
        assertThat(watched.signals().getLast().state()).isEqualTo(SignalState.ENDED);
    }

    @Test
    void shouldTellTheShareBelowRangeOfTwoWeeksAndThatItIsOver() {
        Watched watched = new Watched(Plans.of(Plans.timeBelowRange()));
        for (int day = 0; day < 13; day++) {
            watched.take(Vital.BLOOD_GLUCOSE, day == 1 ? "69" : "110");
            watched.after(Duration.ofDays(1));
        }
        assertThat(watched.signals()).as("one of thirteen, but fewer than fourteen readings").isEmpty();
        watched.take(Vital.BLOOD_GLUCOSE, "110");
        assertThat(watched.signals()).singleElement().satisfies(signal -> assertThat(signal.explanation()).isEqualTo(
                "Share below range of blood glucose over 14 d 7.1429 % is at least 4 (limit of rule time-below-range),"
                        + " taken just now"));
        watched.after(Duration.ofDays(1)).take(Vital.BLOOD_GLUCOSE, "110");
        watched.after(Duration.ofDays(1)).take(Vital.BLOOD_GLUCOSE, "110");
        assertThat(watched.signals().getLast().state()).isEqualTo(SignalState.ENDED);
        assertThat(watched.signals().getLast().explanation()).startsWith("Share below range of blood glucose over 14 d"
                + " 0 % is back inside the limit of 4");
    }

    @Test
    void shouldNotHoldARiseWithinAnHourAgainstWhatWasHoursAgo() {
        Watched watched = new Watched(Plans.of(Plans.heartRateRising()));
        watched.take(Vital.HEART_RATE, "60");
        watched.after(Duration.ofHours(3)).take(Vital.HEART_RATE, "85");
        assertThat(watched.signals()).isEmpty();
        watched.after(Duration.ofMinutes(30)).take(Vital.HEART_RATE, "105");
        assertThat(watched.signals()).singleElement()
                .satisfies(signal -> assertThat(signal.explanation()).contains("now 105, lowest 85"));
    }

    @Test
    void shouldEndAnEpisodeThatStoodOnAWithdrawnReading() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        var wrong = watched.take(SPO2, "70");
        watched.afterSeconds(5).withdraw(wrong);
        assertThat(watched.signals().getLast().state()).isEqualTo(SignalState.ENDED);
        assertThat(watched.pictures().getLast().vitals()).isEmpty();
    }

    @Test
    void shouldGiveAnEpisodeTheSameIdOnEveryNode() {
        Watched one = new Watched(Plans.of(Plans.spo2Low(null)));
        Watched other = new Watched(Plans.of(Plans.spo2Low(null)));
        one.take(SPO2, "86", Watched.T0);
        other.afterSeconds(30).take(SPO2, "86", Watched.T0);
        assertThat(one.signals().getFirst().id()).isEqualTo(other.signals().getFirst().id());
    }

    private static void own(Watched watched, String limit) {
        watched.decide(new MonitorEvent.PatientChanged(new Patient(Watched.PATIENT, null, null, null, null, null,
                List.of(), List.of(), List.of(new PatientSettings(Instant.EPOCH, 1, false, null,
                        Map.of("spo2-low", new BigDecimal(limit)))))));
    }
}
