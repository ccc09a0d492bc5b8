package dev.vigil.fhir.mapping;

import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a patient's chart asks of a reading: the profiles to meet, and the limits to hold it against.
///
/// @param rules of the patient's plan that hold one value against a limit or a level, with the patient's own numbers,
///        the most urgent first, by vital
public record Charting(Flavour flavour, Map<Vital, List<Rule>> rules) {

    public Charting {
        rules = Map.copyOf(rules);
    }

    /// For a patient without a plan, as if there were no rules.
    public static Charting plain(Flavour flavour) {
        return new Charting(flavour, Map.of());
    }

    public static Charting of(Flavour flavour, Plan plan, PatientSettings settings) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : plan.rules()) {
            switch (rule.when()) {
                case Condition.Threshold threshold -> rules.add(withOwnLimit(rule, threshold, settings));
                case Condition.LevelIn ignored -> rules.add(rule);
                case Condition.WindowStatistic ignored -> {}
                case Condition.ScoreAtLeast ignored -> {}
                case Condition.ScorePartAtLeast ignored -> {}
                case Condition.Silent ignored -> {}
                case Condition.Rises ignored -> {}
                case Condition.Deviates ignored -> {}
                case Condition.All ignored -> {}
            }
        }
        rules.sort(Comparator.comparing(Rule::priority).reversed());
        Map<Vital, List<Rule>> byVital = new EnumMap<>(Vital.class);
        for (Vital vital : Vital.values()) {
            byVital.put(vital, rules.stream().filter(rule -> rule.when().concerns(vital)).toList());
        }
        return new Charting(flavour, byVital);
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
