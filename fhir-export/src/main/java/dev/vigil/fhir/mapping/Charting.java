package dev.vigil.fhir.mapping;

import dev.vigil.domain.history.History;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a patient's chart asks of a reading: the profiles to meet, and the limits to hold it against.
///
/// @param rules of the patient's plan that hold one value against a limit or a level, with the patient's own numbers,
///        the most urgent first, by vital
/// @param summarised vitals of which the chart gets window summaries alone
/// @param sampled vitals of which it gets the readings of each hour at once
public record Charting(Flavour flavour, Map<Vital, List<Rule>> rules, Set<Vital> summarised, Set<Vital> sampled) {

    /// Hours are told again at least until this long after their end, so what is received later may miss them.
    private static final Duration TOLD_AGAIN = History.HORIZON;

    public Charting {
        rules = Map.copyOf(rules);
        summarised = Set.copyOf(summarised);
        sampled = Set.copyOf(sampled);
    }

    /// For a patient without a plan, as if there were no rules.
    public static Charting plain(Flavour flavour) {
        return new Charting(flavour, Map.of(), Set.of(), Set.of());
    }

    public static Charting of(Flavour flavour, Plan plan, PatientSettings settings) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : plan.rules()) {
            switch (rule.when()) {
                case Condition.Threshold threshold -> rules.add(withOwnLimit(rule, threshold, settings));
                case Condition.LevelIn ignored -> rules.add(rule);
                case Condition.WindowStatistic ignored -> {}
                case Condition.ScoreAtLeast ignored -> {}
                case Condition.TableScoreAtLeast ignored -> {}
                case Condition.ScorePartAtLeast ignored -> {}
                case Condition.Silent ignored -> {}
                case Condition.Rises ignored -> {}
                case Condition.Deviates ignored -> {}
                case Condition.Falls ignored -> {}
                case Condition.Trend ignored -> {}
                case Condition.All ignored -> {}
                case Condition.DeviceReports ignored -> {}
                case Condition.Any ignored -> {}
                case Condition.Not ignored -> {}
            }
        }
        rules.sort(Comparator.comparing(Rule::priority).reversed());
        Map<Vital, List<Rule>> byVital = new EnumMap<>(Vital.class);
        for (Vital vital : Vital.values()) {
            byVital.put(vital, rules.stream().filter(rule -> rule.when().concerns(vital)).toList());
        }
        Set<Vital> summarised = EnumSet.noneOf(Vital.class);
        Set<Vital> sampled = EnumSet.noneOf(Vital.class);
        plan.export().forEach((vital, form) -> {
            switch (form) {
                case READINGS -> {}
                case SUMMARIES -> summarised.add(vital);
                case SAMPLES -> sampled.add(vital);
            }
        });
        return new Charting(flavour, byVital, summarised, sampled);
    }

    boolean showsAll() {
        return summarised.isEmpty() && sampled.isEmpty();
    }

    /// Whether a value of the reading violates a rule of high priority.
    public boolean isCritical(Observation reading) {
        return reading.measurements().stream().filter(measurement -> shows(reading, measurement))
                .anyMatch(measurement -> Interpretation.of(measurement, this).filter(Interpretation::critical)
                        .isPresent());
    }

    /// Whether a measurement has its own place in the chart. What samples cannot say has one: that a value may not be
    /// trusted, a second value of the same moment, and what came when its hour was not told again any more.
    boolean shows(Observation reading, Measurement measurement) {
        if (!sampled.contains(measurement.vital())) {
            return shows(measurement.vital());
        }
        return measurement.questionable() || reading.takenAt().isBefore(reading.admittedAt().minus(TOLD_AGAIN))
                || reading.measurements().stream().filter(other -> other.vital() == measurement.vital()).count() > 1;
    }

    /// The pressures go by the systolic one, since they are one panel.
    private boolean shows(Vital vital) {
        return switch (vital) {
            case SYSTOLIC_BP, DIASTOLIC_BP, MEAN_ARTERIAL_PRESSURE -> !summarised.contains(Vital.SYSTOLIC_BP);
            case HEART_RATE, PULSE_RATE, RESPIRATORY_RATE, OXYGEN_SATURATION, BODY_TEMPERATURE, BLOOD_GLUCOSE,
                    BODY_WEIGHT, BODY_HEIGHT, OXYGEN_FLOW, INSPIRED_OXYGEN, CONSCIOUSNESS, PEAK_FLOW, FEV1, STEPS, PAIN,
                    BREATHLESSNESS, ORTHOPNEA, SWELLING, DIZZINESS, FATIGUE, CHEST_PAIN, HEADACHE,
                    VISUAL_DISTURBANCE, EPIGASTRIC_PAIN, VOMITING ->
                !summarised.contains(vital);
        };
    }

    List<Rule> rulesOf(Vital vital) {
        return rules.getOrDefault(vital, List.of());
    }

    private static Rule withOwnLimit(Rule rule, Condition.Threshold threshold, PatientSettings settings) {
        BigDecimal own = settings.limits().get(rule.id());
        Limit limit = own == null ? threshold.limit() : threshold.limit().withValue(own);
        return new Rule(rule.id(), rule.priority(), rule.kind(),
                new Condition.Threshold(threshold.vital(), limit, threshold.sustainedFor()), rule.clear());
    }
}
