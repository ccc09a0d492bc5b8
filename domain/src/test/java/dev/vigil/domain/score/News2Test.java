package dev.vigil.domain.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class News2Test {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final News2Subject ADULT = new News2Subject(LocalDate.parse("1950-01-01"), false, 1);
    private static final News2Subject COPD = new News2Subject(LocalDate.parse("1950-01-01"), false, 2);

    @Test
    void shouldRefuseWhereItIsNotValid() {
        assertRefused(new News2Subject(null, false, 1), ScoreRefusal.AGE_UNKNOWN);
        assertRefused(new News2Subject(LocalDate.parse("2010-11-23"), false, 1), ScoreRefusal.UNDER_16);
        assertRefused(new News2Subject(LocalDate.parse("1990-01-01"), true, 1), ScoreRefusal.PREGNANT);
    }

    @Test
    void shouldScoreFromTheSixteenthBirthdayOn() {
        News2Subject subject = new News2Subject(LocalDate.parse("2010-11-22"), false, 1);
        assertThat(assess(subject)).isInstanceOf(News2Result.Scored.class);
    }

    @Test
    void shouldCountNothingAsMissingNotAsZero() {
        News2Result.Scored scored = scored(ADULT);
        assertThat(scored.floor()).isZero();
        assertThat(scored.ceiling()).isEqualTo(20);
        assertThat(scored.missing()).hasSize(7);
        assertThat(scored.band()).isEqualTo(ScoreBand.NONE);
    }

    @Test
    void shouldProveTheTierFromASinglePartOfThree() {
        News2Result.Scored scored = scored(ADULT, input(Vital.RESPIRATORY_RATE, "30", AT));
        assertThat(scored.band()).isEqualTo(ScoreBand.LOW_MEDIUM);
        assertThat(scored.complete()).isFalse();
    }

    @Test
    void shouldKeepAValueThatIsExactlyAsOldAsItsFreshnessAndDropAnOlderOne() {
        ScoreInput edge = input(Vital.RESPIRATORY_RATE, "30", AT.minus(Duration.ofHours(1)));
        ScoreInput old = input(Vital.SYSTOLIC_BP, "80", AT.minus(Duration.ofHours(1)).minusNanos(1));
        News2Result.Scored scored = scored(ADULT, edge, old);
        assertThat(scored.total()).isEqualTo(3);
        assertThat(scored.stale()).containsExactly(Vital.SYSTOLIC_BP);
        assertThat(scored.missing()).contains(Vital.SYSTOLIC_BP).hasSize(6);
    }

    @Test
    void shouldTakeTheNewerOfHeartAndPulseRate() {
        ScoreInput heart = input(Vital.HEART_RATE, "70", AT.minusSeconds(60));
        ScoreInput pulse = input(Vital.PULSE_RATE, "140", AT);
        assertThat(scored(ADULT, heart, pulse).total()).isEqualTo(3);
        assertThat(scored(ADULT, input(Vital.HEART_RATE, "70", AT), pulse).total()).isZero();
    }

    @Test
    void shouldTakeAnOlderFreshSourceOverANewerStaleOne() {
        ScoreInput heart = input(Vital.HEART_RATE, "70", AT.minus(Duration.ofMinutes(20)));
        ScoreInput pulse = input(Vital.PULSE_RATE, "140", AT.minus(Duration.ofMinutes(30)));
        News2Result result = News2.assess(ADULT, List.of(heart, pulse),
                vital -> Duration.ofMinutes(vital == Vital.HEART_RATE ? 15 : 60), AT);
        assertThat(((News2Result.Scored) result).total()).isEqualTo(3);
    }

    @Test
    void shouldReadAirAndOxygenFromFlowAndConcentration() {
        assertThat(scored(ADULT, input(Vital.OXYGEN_FLOW, "0.00", AT)).total()).isZero();
        assertThat(scored(ADULT, input(Vital.OXYGEN_FLOW, "0.50", AT)).total()).isEqualTo(2);
        assertThat(scored(ADULT, input(Vital.INSPIRED_OXYGEN, "21.00", AT)).total()).isZero();
        assertThat(scored(ADULT, input(Vital.INSPIRED_OXYGEN, "28.00", AT)).total()).isEqualTo(2);
        assertThat(scored(ADULT, input(Vital.OXYGEN_FLOW, "0.00", AT), input(Vital.INSPIRED_OXYGEN, "28.00", AT))
                .total()).isEqualTo(2);
    }

    @Test
    void shouldLeaveScale2SaturationOpenWhileOxygenIsUnknown() {
        News2Result.Scored scored = scored(COPD, input(Vital.OXYGEN_SATURATION, "97", AT));
        assertThat(scored.floor()).isZero();
        assertThat(scored.ceiling()).isEqualTo(3 + 2 + 15);
        assertThat(scored.band()).isEqualTo(ScoreBand.NONE);
        News2Result.Scored low = scored(COPD, input(Vital.OXYGEN_SATURATION, "83", AT));
        assertThat(low.band()).isEqualTo(ScoreBand.LOW_MEDIUM);
    }

    @Test
    void shouldGiveTheSameScoreTheSameId() {
        News2Result.Scored scored = scored(ADULT, input(Vital.RESPIRATORY_RATE, "30", AT));
        Score first = scored.toScore(new PatientId("p1"), 0);
        assertThat(scored.toScore(new PatientId("p1"), 1).id()).isEqualTo(first.id());
        assertThat(scored.toScore(new PatientId("p2"), 0).id()).isNotEqualTo(first.id());
    }

    private static void assertRefused(News2Subject subject, ScoreRefusal reason) {
        assertThat(assess(subject)).isEqualTo(new News2Result.Refused(reason));
    }

    private static News2Result.Scored scored(News2Subject subject, ScoreInput... inputs) {
        return (News2Result.Scored) assess(subject, inputs);
    }

    private static News2Result assess(News2Subject subject, ScoreInput... inputs) {
        return News2.assess(subject, List.of(inputs), vital -> Duration.ofHours(1), AT);
    }

    private static ScoreInput input(Vital vital, String value, Instant takenAt) {
        return new ScoreInput(vital, new MeasuredValue.Quantity(new BigDecimal(value)), takenAt, "o-" + vital);
    }
}
