package dev.vigil.domain.monitor;

import dev.vigil.domain.device.DeviceProperty;
import dev.vigil.domain.plan.ClearCondition;
import dev.vigil.domain.plan.Comparison;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Statistic;
import dev.vigil.domain.window.WindowLength;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plans of one rule each.
final class Plans {

    private Plans() {
    }

    static Plan of(Rule... rules) {
        return new Plan("test", List.of(rules), Set.of(), Map.of());
    }

    static Plan continuous(Vital vital, Rule... rules) {
        return new Plan("test", List.of(rules), Set.of(vital), Map.of());
    }

    static Rule spo2Low(@Nullable Duration sustained) {
        return rule("spo2-low", new Condition.Threshold(Vital.OXYGEN_SATURATION, limit(Comparison.BELOW, "90"),
                sustained));
    }

    static Rule spo2LowWithClear() {
        return new Rule("spo2-low", Priority.HIGH, RuleKind.PHYSIOLOGICAL,
                new Condition.Threshold(Vital.OXYGEN_SATURATION, limit(Comparison.BELOW, "90"), Duration.ofSeconds(30)),
                new ClearCondition(limit(Comparison.ABOVE, "91"), Duration.ofMinutes(1)));
    }

    static Rule confused() {
        return rule("not-alert", new Condition.LevelIn(Vital.CONSCIOUSNESS,
                Set.of(Consciousness.CONFUSION, Consciousness.VOICE)));
    }

    static Rule meanHeartRate() {
        return rule("hr-mean", new Condition.WindowStatistic(Vital.HEART_RATE, new WindowLength(Duration.ofMinutes(5)),
                Statistic.MEAN, limit(Comparison.ABOVE, "130"), 3));
    }

    static Rule timeBelowRange() {
        return rule("time-below-range", new Condition.WindowStatistic(Vital.BLOOD_GLUCOSE,
                new WindowLength(Duration.ofDays(14)), Statistic.BELOW_RANGE, limit(Comparison.AT_LEAST, "4"), 14));
    }

    static Rule heartRateRising() {
        return rule("hr-rising", new Condition.Rises(Vital.HEART_RATE, new BigDecimal("20"), Duration.ofHours(1)));
    }

    static Rule news2(int atLeast) {
        return rule("deteriorating", new Condition.ScoreAtLeast(ScoreName.NEWS2, atLeast));
    }

    static Rule singlePart() {
        return rule("single-part", new Condition.ScorePartAtLeast(ScoreName.NEWS2, 3));
    }

    static Rule weightGain() {
        return rule("weight-gain", new Condition.Rises(Vital.BODY_WEIGHT, new BigDecimal("2"), Duration.ofDays(3)));
    }

    static Rule offBaseline() {
        return rule("off-own-baseline", new Condition.Deviates(Vital.HEART_RATE, new BigDecimal("3"), null));
    }

    static Rule septicPattern() {
        return rule("septic-pattern", new Condition.All(List.of(
                new Condition.Threshold(Vital.RESPIRATORY_RATE, limit(Comparison.AT_LEAST, "22"), null),
                new Condition.Threshold(Vital.SYSTOLIC_BP, limit(Comparison.AT_MOST, "100"), null))));
    }

    static Rule weightLoss() {
        return rule("weight-loss", new Condition.Falls(Vital.BODY_WEIGHT, new BigDecimal("2.3"), Duration.ofDays(7)));
    }

    static Rule saturationFalling() {
        return rule("spo2-falling", new Condition.Trend(Vital.OXYGEN_SATURATION, WindowLength.ONE_DAY,
                limit(Comparison.BELOW, "90"), Duration.ofHours(6), 4));
    }

    static Rule fastOrConfusedOffOxygen() {
        return rule("fast-or-confused", new Condition.All(List.of(
                new Condition.Any(List.of(
                        new Condition.Threshold(Vital.RESPIRATORY_RATE, limit(Comparison.AT_LEAST, "22"), null),
                        new Condition.LevelIn(Vital.CONSCIOUSNESS, Set.of(Consciousness.CONFUSION)))),
                new Condition.Not(
                        new Condition.Threshold(Vital.OXYGEN_FLOW, limit(Comparison.ABOVE, "0"), null)))));
    }

    static Rule pain(int atLeast) {
        return rule("pain", new Condition.Threshold(Vital.PAIN,
                limit(Comparison.AT_LEAST, String.valueOf(atLeast)), null));
    }

    static Rule all(Rule... parts) {
        return rule("both", new Condition.All(Arrays.stream(parts).map(Rule::when).toList()));
    }

    static Rule silent(@Nullable Vital vital, Duration length) {
        return new Rule("silent", Priority.LOW, RuleKind.TECHNICAL, new Condition.Silent(vital, length), null);
    }

    static Rule device(DeviceProperty property, Comparison comparison, String value) {
        return new Rule(property.key(), Priority.LOW, RuleKind.TECHNICAL,
                new Condition.DeviceReports(property, limit(comparison, value)), null);
    }

    private static Rule rule(String id, Condition when) {
        return new Rule(id, Priority.HIGH, RuleKind.PHYSIOLOGICAL, when, null);
    }

    private static Limit limit(Comparison comparison, String value) {
        return new Limit(comparison, new BigDecimal(value));
    }
}
