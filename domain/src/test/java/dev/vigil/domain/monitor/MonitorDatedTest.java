package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Settings hold from a date: a time is judged by what held then.
class MonitorDatedTest {

    private static final Instant THREE = Instant.parse("2026-11-22T03:00:00Z");
    private static final Instant FOUR = Instant.parse("2026-11-22T04:00:00Z");

    @Test
    void shouldScoreThreeOClockByTheScaleThatHeldAtThree() {
        Watched watched = new Watched(Plans.of());
        watched.put(null, List.of(), scale(1, Instant.EPOCH), scale(2, FOUR));
        watched.take(Vital.OXYGEN_SATURATION, "89");
        watched.take(Vital.OXYGEN_SATURATION, "89", THREE);
        assertThat(watched.scores()).filteredOn(score -> score.at().equals(THREE)).singleElement()
                .extracting(Score::scale, Score::floor).containsExactly(1, 3);
        assertThat(watched.scores()).filteredOn(score -> score.at().equals(Watched.T0)).singleElement()
                .extracting(Score::scale, Score::floor).containsExactly(2, 0);
    }

    @Test
    void shouldTellAgainWhatWasToldSinceADateThatIsEnteredLate() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.OXYGEN_SATURATION, "89");
        watched.after(Duration.ofHours(1)).take(Vital.OXYGEN_SATURATION, "89");
        watched.after(Duration.ofHours(1));
        int before = watched.scores().size();
        watched.put(null, List.of(), scale(1, Instant.EPOCH), scale(2, Watched.T0.plusSeconds(60)));
        assertThat(watched.scores().subList(before, watched.scores().size())).singleElement()
                .extracting(Score::at, Score::scale, Score::floor, Score::revision)
                .containsExactly(Watched.T0.plus(Duration.ofHours(1)), 2, 0, 1);
    }

    @Test
    void shouldTakeBackTheScoresOfATimeForWhichTheyAreNotValid() {
        Watched watched = new Watched(Plans.of());
        watched.take(Vital.OXYGEN_SATURATION, "89");
        watched.after(Duration.ofHours(1));
        watched.put(null, List.of(), new PatientSettings(Watched.T0.minusSeconds(60), 1, true, null, Map.of()));
        assertThat(watched.scores().getLast().parts()).isEmpty();
        assertThat(watched.scores().getLast().revision()).isEqualTo(1);
        assertThat(watched.pictures().getLast().scoreRefusal()).contains("pregnancy");
    }

    @Test
    void shouldJudgeWhatIsKnownAtTheVeryTimeALimitBegins() {
        Watched watched = new Watched(Plans.of(Plans.spo2Low(null)));
        Instant eleven = Watched.T0.plus(Duration.ofHours(1));
        watched.put(null, List.of(), scale(1, Instant.EPOCH),
                new PatientSettings(eleven, 1, false, null, Map.of("spo2-low", new BigDecimal("95"))));
        watched.take(Vital.OXYGEN_SATURATION, "93");
        watched.pass(Duration.ofHours(1).minusSeconds(1));
        assertThat(watched.signals()).isEmpty();
        watched.pass(Duration.ofSeconds(1));
        assertThat(watched.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.state()).isEqualTo(SignalState.RAISED);
            assertThat(signal.at()).isEqualTo(eleven);
            assertThat(signal.limit()).isEqualByComparingTo("95");
        });
        watched.pass(Duration.ofMinutes(30));
        assertThat(watched.signals()).as("said once").extracting(Signal::state).containsExactly(SignalState.RAISED);
    }

    private static PatientSettings scale(int scale, Instant from) {
        return new PatientSettings(from, scale, false, null, Map.of());
    }
}
