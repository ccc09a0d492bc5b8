package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.patient.Enrolment;
import dev.vigil.domain.patient.Pause;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.RangeCounts;
import dev.vigil.domain.window.Summary;
import dev.vigil.domain.window.WindowLength;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitorTimeTest {

    private static final Duration TWO_HOURS = Duration.ofHours(2);

    @Test
    void shouldFindASilenceExactlyAtItsDeadlineAndEndItWithTheNextReading() {
        Watched watched = new Watched(Plans.of(Plans.silent(null, TWO_HOURS)));
        watched.afterSeconds(600).take(Vital.HEART_RATE, "70", watched.now.minusSeconds(120));
        watched.pass(TWO_HOURS.minusSeconds(1));
        assertThat(watched.signals()).isEmpty();
        watched.pass(Duration.ofSeconds(1));
        assertThat(watched.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.startedAt()).isEqualTo(Watched.T0.plusSeconds(600));
            assertThat(signal.explanation()).isEqualTo("No reading received for 2 h (limit 2 h of rule silent)");
            assertThat(signal.age()).isNull();
            assertThat(signal.gateway()).isEqualTo("g1");
        });
        watched.afterSeconds(60).take(Vital.HEART_RATE, "70");
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    @Test
    void shouldCountSilenceFromTheFirstSightWhereNothingEverCame() {
        Watched watched = new Watched(Plans.of(Plans.silent(Vital.SYSTOLIC_BP, TWO_HOURS)));
        watched.pass(TWO_HOURS);
        assertThat(watched.signals()).singleElement().satisfies(signal -> assertThat(signal.explanation())
                .isEqualTo("No systolic blood pressure received for 2 h (limit 2 h of rule silent)"));
    }

    @Test
    void shouldNotMissTheSilenceOfOneVitalBehindAnother() {
        Watched watched = new Watched(Plans.of(Plans.silent(Vital.SYSTOLIC_BP, TWO_HOURS)));
        for (int i = 0; i < 13; i++) {
            watched.pass(Duration.ofMinutes(10));
            watched.take(Vital.HEART_RATE, "70");
        }
        assertThat(watched.signals()).hasSize(1);
    }

    @Test
    void shouldKeepStillWhileNotEnrolledOrPausedAndCountAnewAfterwards() {
        Watched watched = new Watched(Plans.of(Plans.silent(null, TWO_HOURS)));
        Instant end = Watched.T0.plus(Duration.ofHours(10));
        watched.settings(1, null, List.of(new Pause(Watched.T0.plusSeconds(60), end, "hospital")));
        watched.pass(Duration.ofHours(11));
        assertThat(watched.signals()).isEmpty();
        watched.pass(Duration.ofHours(1));
        assertThat(watched.signals()).singleElement()
                .satisfies(signal -> assertThat(signal.startedAt()).isEqualTo(end));
        watched.settings(1, new Enrolment(Watched.T0, watched.now), List.of());
        watched.pass(Duration.ofSeconds(1));
        assertThat(watched.signals().getLast().state()).isEqualTo(SignalState.ENDED);
    }

    @Test
    void shouldNotTakeItsOwnOutageForASilence() {
        Watched watched = new Watched(Plans.of(Plans.silent(null, TWO_HOURS)));
        watched.after(Duration.ofHours(3));
        watched.decide(new MonitorEvent.TimePassed(false, Instant.EPOCH));
        assertThat(watched.signals()).isEmpty();
        assertThat(watched.due).as("a ward that is due is not asked every second").isEqualTo(
                watched.now.plusSeconds(10));
        watched.listeningSince = watched.now;
        watched.pass(TWO_HOURS.minusSeconds(1));
        assertThat(watched.signals()).isEmpty();
        watched.pass(Duration.ofSeconds(1));
        assertThat(watched.signals()).hasSize(1);
    }

    @Test
    void shouldSumUpAnHourTwoMinutesAfterItClosedAndReviseItForLateReadings() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.HEART_RATE, "70");
        watched.afterSeconds(60).take(Vital.HEART_RATE, "80");
        watched.pass(Duration.ofMinutes(61).minusSeconds(1));
        assertThat(watched.summaries()).isEmpty();
        watched.pass(Duration.ofSeconds(1));
        assertThat(watched.summaries()).singleElement().satisfies(summary -> {
            assertThat(summary.window()).isEqualTo(WindowLength.ONE_HOUR);
            assertThat(summary.count()).isEqualTo(2);
            assertThat(summary.isFinal()).isTrue();
        });
        watched.take(Vital.HEART_RATE, "90", Watched.T0.plusSeconds(90));
        watched.take(Vital.HEART_RATE, "100", Watched.T0.plusSeconds(95));
        watched.pass(Duration.ofMinutes(1));
        assertThat(watched.summaries()).extracting(Summary::revision).containsExactly(0, 1);
        assertThat(watched.summaries().getLast().count()).isEqualTo(4);
        watched.pass(Duration.ofDays(1));
        assertThat(watched.summaries()).extracting(Summary::window).containsExactly(WindowLength.ONE_HOUR,
                WindowLength.ONE_HOUR, WindowLength.ONE_DAY);
        watched.pass(Duration.ofDays(3));
        assertThat(watched.summaries()).hasSize(3);
    }

    @Test
    void shouldReviseAClosedHourWhenAReadingIsWithdrawn() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.HEART_RATE, "70");
        var wrong = watched.afterSeconds(60).take(Vital.HEART_RATE, "170");
        watched.pass(Duration.ofMinutes(62));
        watched.withdraw(wrong);
        watched.pass(Duration.ofMinutes(1));
        assertThat(watched.summaries()).extracting(Summary::revision).containsExactly(0, 1);
        assertThat(watched.summaries().getLast().count()).isEqualTo(1);
        assertThat(watched.summaries().getLast().max()).isEqualByComparingTo("70");
    }

    @Test
    void shouldCountTheTimeInRangeOfAClosedHourOfGlucoseAgainWithoutAWithdrawnReading() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.BLOOD_GLUCOSE, "100");
        var wrong = watched.afterSeconds(60).take(Vital.BLOOD_GLUCOSE, "50");
        watched.afterSeconds(60).take(Vital.BLOOD_GLUCOSE, "200");
        watched.take(Vital.HEART_RATE, "70");
        watched.pass(Duration.ofMinutes(62));
        watched.withdraw(wrong);
        watched.pass(Duration.ofMinutes(1));
        assertThat(watched.summaries()).filteredOn(summary -> summary.vital() == Vital.BLOOD_GLUCOSE)
                .extracting(Summary::ranges)
                .containsExactly(new RangeCounts(1, 0, 1, 1, 0), new RangeCounts(0, 0, 1, 1, 0));
        assertThat(watched.summaries()).filteredOn(summary -> summary.vital() == Vital.HEART_RATE)
                .extracting(Summary::ranges).containsOnlyNulls();
        assertThat(watched.summaries().getLast().coefficientOfVariation()).isEqualByComparingTo("33.3333");
    }

    @Test
    void shouldReviseAClosedHourForTwoDays() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.HEART_RATE, "70");
        watched.pass(Duration.ofHours(47));
        watched.take(Vital.HEART_RATE, "71", Watched.T0.plusSeconds(30));
        watched.pass(Duration.ofMinutes(5));
        assertThat(watched.summaries().stream().filter(s -> s.window().equals(WindowLength.ONE_HOUR)))
                .extracting(Summary::count).containsExactly(1L, 2L);
    }

    @Test
    void shouldStayBoundedHoweverLongThePatientIsWatched() {
        Watched watched = new Watched(Plans.of());
        for (int i = 0; i < 24 * 10; i++) {
            watched.take(Vital.HEART_RATE, "70");
            watched.pass(Duration.ofHours(1));
        }
        assertThat(watched.state.vitals().get(Vital.HEART_RATE).summaries().marks()).hasSizeLessThan(80);
    }

    /// A reading twice a second, and a stream that looks every second who wants to hear of the time.
    @Test
    void shouldHearOfTheTimeHoweverOftenReadingsCome() {
        Watched watched = new Watched(Plans.of());
        Instant closed = Watched.T0.plus(Duration.ofMinutes(62));
        for (int i = 0; watched.now.isBefore(closed.plusSeconds(3)); i++) {
            watched.now = watched.now.plusMillis(500);
            watched.take(Vital.HEART_RATE, "70");
            if (i % 2 == 0 && !watched.due.isAfter(watched.now)) {
                watched.tick();
            }
        }
        assertThat(watched.summaries()).extracting(Summary::from).containsExactly(Watched.T0);
    }

    @Test
    void shouldNotAskForTheTimeWithoutEnd() {
        Watched watched = new Watched(Plans.of(Plans.silent(null, TWO_HOURS), Plans.singlePart()));
        watched.take(Vital.HEART_RATE, "70");
        watched.take(Vital.PULSE_RATE, "72");
        int ticks = 0;
        Instant end = watched.now.plus(Duration.ofDays(1));
        while (watched.due.isBefore(end)) {
            watched.now = watched.due;
            watched.tick();
            ticks++;
        }
        assertThat(ticks).isLessThan(120);
    }
}
