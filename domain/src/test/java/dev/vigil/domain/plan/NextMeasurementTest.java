package dev.vigil.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.score.News2Result;
import dev.vigil.domain.score.News2Subject;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScoreInput;
import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NextMeasurementTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final Map<Vital, String> WELL = Map.of(Vital.RESPIRATORY_RATE, "16", Vital.OXYGEN_FLOW, "0",
            Vital.OXYGEN_SATURATION, "97", Vital.SYSTOLIC_BP, "120", Vital.HEART_RATE, "70", Vital.CONSCIOUSNESS, "A",
            Vital.BODY_TEMPERATURE, "37");

    @Test
    void shouldAskForWhatNarrowsMost() {
        assertThat(next(plan(5), score(1, except(Vital.OXYGEN_FLOW, Vital.HEART_RATE)))).contains(Vital.HEART_RATE);
    }

    @Test
    void shouldAskForNothingWhereNoLimitOfThePlanIsOpen() {
        assertThat(next(plan(5), score(1, WELL))).isEmpty();
        assertThat(next(plan(5), score(1, except(Vital.HEART_RATE)))).as("at most 3").isEmpty();
        assertThat(next(plan(3), score(1, except(Vital.HEART_RATE)))).contains(Vital.HEART_RATE);
        assertThat(next(new Plan("p", List.of(), Set.of(), Map.of()), score(1, Map.of()))).isEmpty();
    }

    @Test
    void shouldAskForOxygenWhereItDecidesWhatTheSaturationIsWorth() {
        Map<Vital, String> values = except(Vital.OXYGEN_FLOW, Vital.HEART_RATE);
        values.put(Vital.OXYGEN_SATURATION, "98");
        assertThat(next(plan(5), score(1, values))).contains(Vital.HEART_RATE);
        assertThat(next(plan(5), score(2, values))).as("98 % on scale 2 is 0 on air and 3 on oxygen")
                .contains(Vital.OXYGEN_FLOW);
    }

    @Test
    void shouldHoldToThePatientsOwnLimit() {
        assertThat(NextMeasurement.of(score(1, except(Vital.HEART_RATE)), plan(5), Map.of("r", new BigDecimal("2.5"))))
                .contains(Vital.HEART_RATE);
    }

    @Test
    void shouldAskForWhatMayReachASinglePart() {
        Plan plan = plan(new Condition.ScorePartAtLeast(ScoreName.NEWS2, 3));
        assertThat(next(plan, score(1, except(Vital.OXYGEN_FLOW)))).as("oxygen is worth two at most").isEmpty();
        assertThat(next(plan, score(1, except(Vital.OXYGEN_FLOW, Vital.BODY_TEMPERATURE))))
                .contains(Vital.BODY_TEMPERATURE);
    }

    /// Whatever is known: no other missing vital leaves, at its worst, a smaller range than the one that is asked for.
    @Test
    void shouldNarrowAtLeastAsMuchAsAnyOtherMeasurement() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            Map<Vital, String> known = new EnumMap<>(WELL);
            known.keySet().removeIf(vital -> random.nextInt(3) == 0);
            known.computeIfPresent(Vital.OXYGEN_SATURATION, (vital, value) -> String.valueOf(80 + random.nextInt(21)));
            Score score = score(1 + random.nextInt(2), known);
            next(plan(7), score).ifPresent(vital -> score.missing().forEach(other -> assertThat(
                    range(score.scale(), known, vital)).isLessThanOrEqualTo(range(score.scale(), known, other))));
        }
    }

    private static int range(int scale, Map<Vital, String> known, Vital measured) {
        Map<Vital, String> then = new EnumMap<>(Vital.class);
        then.putAll(known);
        then.put(measured, WELL.get(measured));
        Score score = score(scale, then);
        return score.ceiling() - score.floor();
    }

    private static Optional<Vital> next(Plan plan, Score score) {
        return NextMeasurement.of(score, plan, Map.of());
    }

    private static Plan plan(int atLeast) {
        return plan(new Condition.ScoreAtLeast(ScoreName.NEWS2, atLeast));
    }

    private static Plan plan(Condition when) {
        return new Plan("p", List.of(new Rule("r", Priority.HIGH, RuleKind.PHYSIOLOGICAL, when, null)), Set.of(),
                Map.of());
    }

    private static Map<Vital, String> except(Vital... vitals) {
        Map<Vital, String> values = new EnumMap<>(WELL);
        values.keySet().removeAll(List.of(vitals));
        return values;
    }

    private static Score score(int scale, Map<Vital, String> values) {
        Collection<ScoreInput> inputs = new ArrayList<>();
        values.forEach((vital, value) -> inputs.add(new ScoreInput(vital, vital.coded()
                ? new MeasuredValue.Level(Consciousness.ofCode(value).orElseThrow())
                : new MeasuredValue.Quantity(new BigDecimal(value)), AT, "o")));
        News2Result result = News2.assess(new News2Subject(LocalDate.parse("1950-01-01"), false, scale), inputs,
                vital -> Duration.ofHours(1), AT);
        return ((News2Result.Scored) result).toScore(new PatientId("p1"), 0);
    }
}
