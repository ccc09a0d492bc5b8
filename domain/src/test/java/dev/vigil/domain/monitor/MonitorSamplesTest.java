package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.plan.ExportForm;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Samples;
import dev.vigil.domain.window.Summary;
import dev.vigil.domain.window.WindowLength;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What goes with the summary of an hour where the plan exports samples.
class MonitorSamplesTest {

    private final Watched watched = new Watched(sampled());

    @Test
    void shouldGiveEveryReadingOfAnHourOnceItHasClosed() {
        seconds(0, 5);
        watched.pass(Duration.ofMinutes(62));
        assertThat(hours()).singleElement().satisfies(hour -> {
            assertThat(hour.samples()).singleElement().satisfies(run -> {
                assertThat(run.from()).isEqualTo(Watched.T0);
                assertThat(run.period()).isEqualTo(Duration.ofSeconds(1));
                assertThat(values(run)).containsExactly("70.00", "71.00", "72.00", "73.00", "74.00");
            });
            assertThat(hour.samples().getFirst().count()).isEqualTo((int) hour.count());
        });
        watched.pass(Duration.ofDays(1));
        assertThat(watched.summaries()).filteredOn(summary -> summary.window().equals(WindowLength.ONE_DAY))
                .singleElement().satisfies(day -> assertThat(day.samples()).isEmpty());
    }

    @Test
    void shouldTellTheHourAgainWhenMissingReadingsComeAndTakeBackTheRunThatIsNoMore() {
        seconds(0, 10);
        watched.after(Duration.ofSeconds(30));
        seconds(40, 10);
        watched.pass(Duration.ofMinutes(62));
        assertThat(hours().getLast().samples()).extracting(Samples::count).containsExactly(10, 10);
        for (int second = 10; second < 40; second++) {
            watched.take(Vital.HEART_RATE, "80", Watched.T0.plusSeconds(second));
        }
        watched.pass(Duration.ofMinutes(1));
        assertThat(hours()).extracting(Summary::revision).containsExactly(0, 1);
        assertThat(hours().getLast().samples()).hasSize(2);
        assertThat(hours().getLast().samples().getFirst().count()).isEqualTo(50);
        assertThat(hours().getLast().samples().getLast().takenBack()).isTrue();
    }

    @Test
    void shouldLeaveOutWhatWasWithdrawnAndWhatMayNotBeTrusted() {
        var wrong = watched.take(Vital.HEART_RATE, "170");
        watched.afterSeconds(1).take(Vital.HEART_RATE, "71");
        watched.afterSeconds(1).take(watched.now, List.of(Watched.measurement(Vital.HEART_RATE, "72", true)));
        watched.afterSeconds(1).take(Vital.HEART_RATE, "73");
        watched.pass(Duration.ofMinutes(62));
        assertThat(values(hours().getLast().samples().getFirst())).containsExactly("170.00", "71.00", "73.00");
        watched.withdraw(wrong);
        watched.pass(Duration.ofMinutes(1));
        assertThat(hours().getLast().samples()).singleElement()
                .satisfies(run -> assertThat(values(run)).containsExactly("71.00", "73.00"));
    }

    @Test
    void shouldTakeBackTheSamplesOfAnHourOfWhichNothingIsLeft() {
        var wrong = watched.take(Vital.HEART_RATE, "170");
        watched.pass(Duration.ofMinutes(62));
        watched.withdraw(wrong);
        watched.pass(Duration.ofMinutes(1));
        assertThat(hours().getLast().count()).isZero();
        assertThat(hours().getLast().samples()).extracting(Samples::takenBack).containsExactly(true);
    }

    @Test
    void shouldLoseNoReadingOfTheHourInWhichThePlanIsChanged() {
        seconds(0, 3);
        watched.plan = Plans.of();
        watched.decide(new MonitorEvent.PlanChanged());
        seconds(3, 3);
        watched.pass(Duration.ofMinutes(62));
        assertThat(hours().getLast().samples()).extracting(Samples::count).containsExactly(6);
        watched.take(Vital.HEART_RATE, "70");
        watched.pass(Duration.ofMinutes(62));
        assertThat(hours().getLast().samples()).as("an hour under the new plan alone").isEmpty();
    }

    @Test
    void shouldLeaveSamplesAsTheyAreOnceTheHistoryForgetsTheHour() {
        watched.take(Vital.HEART_RATE, "70", Watched.T0.plusSeconds(1));
        watched.pass(Duration.ofHours(72).minusMinutes(20));
        watched.take(Vital.HEART_RATE, "71", Watched.T0.plusSeconds(2));
        watched.pass(Duration.ofMinutes(1));
        assertThat(hours().getLast().samples()).extracting(Samples::count).containsExactly(2);
        watched.pass(Duration.ofMinutes(30));
        watched.take(Vital.HEART_RATE, "72", Watched.T0.plusSeconds(3));
        watched.pass(Duration.ofMinutes(1));
        assertThat(hours().getLast().count()).isEqualTo(3);
        assertThat(hours().getLast().samples()).isEmpty();
    }

    private void seconds(int from, int count) {
        for (int second = from; second < from + count; second++) {
            watched.take(Vital.HEART_RATE, String.valueOf(70 + second));
            watched.afterSeconds(1);
        }
    }

    private List<Summary> hours() {
        return watched.summaries().stream().filter(summary -> summary.window().equals(WindowLength.ONE_HOUR)).toList();
    }

    private static Stream<String> values(Samples run) {
        return run.values().stream().filter(Objects::nonNull).map(BigDecimal::toPlainString);
    }

    private static Plan sampled() {
        return new Plan("sampled", List.of(), Set.of(Vital.HEART_RATE), Map.of(),
                Map.of(Vital.HEART_RATE, ExportForm.SAMPLES));
    }
}
