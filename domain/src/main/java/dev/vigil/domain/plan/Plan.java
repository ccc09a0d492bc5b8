package dev.vigil.domain.plan;

import dev.vigil.domain.score.News2;
import dev.vigil.domain.score.table.ScoreTable;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A named set of rules and how each vital is measured under it.
///
/// @param continuous vitals that are monitored continuously; all others are spot checks
/// @param freshness how old a vital may be and still count in a score, where it differs from the default
/// @param export what an EHR gets of a vital, where that is not every reading
/// @param scores tables that the plan brings, for its own rules
/// @param assumed what NEWS2 takes for granted while it is not measured; each such part is marked
/// @param questions what the person at home is asked, in this order
public record Plan(String id, List<Rule> rules, Set<Vital> continuous, Map<Vital, Duration> freshness,
        Map<Vital, ExportForm> export, List<ScoreTable> scores, Map<Vital, MeasuredValue> assumed,
        List<Question> questions) {

    /// What a patient without a plan gets.
    public static final String GENERAL = "general";

    /// What a person states and no device measures. Anything else would hide that a device is silent.
    public static final Set<Vital> ASSUMABLE =
            Set.of(Vital.CONSCIOUSNESS, Vital.OXYGEN_FLOW, Vital.INSPIRED_OXYGEN);

    /// For so long what was measured goes before what is assumed, however old it is.
    public static final Duration MEASURED_BEFORE_ASSUMED = Duration.ofHours(24);

    private static final Duration FRESH_CONTINUOUS = Duration.ofMinutes(15);
    private static final Duration FRESH_SPOT_CHECK = Duration.ofMinutes(60);
    private static final Duration ACTIONABLE_CONTINUOUS = Duration.ofMinutes(15);
    private static final Duration ACTIONABLE_SPOT_CHECK = Duration.ofHours(4);

    public Plan {
        rules = List.copyOf(rules);
        continuous = Set.copyOf(continuous);
        freshness = Map.copyOf(freshness);
        export = Map.copyOf(export);
        scores = List.copyOf(scores);
        assumed = Map.copyOf(assumed);
        if (!ASSUMABLE.containsAll(assumed.keySet())) {
            throw new IllegalArgumentException("what a device measures is never assumed");
        }
        questions = List.copyOf(questions);
        Set<Vital> asked = EnumSet.noneOf(Vital.class);
        for (Question question : questions) {
            if (!asked.add(question.vital())) {
                throw new IllegalArgumentException("two questions ask for " + question.vital());
            }
        }
        Set<String> ids = new HashSet<>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("rule id " + rule.id() + " occurs twice");
            }
        }
    }

    /// One that brings no scores, assumes nothing and asks nothing.
    public Plan(String id, List<Rule> rules, Set<Vital> continuous, Map<Vital, Duration> freshness,
            Map<Vital, ExportForm> export) {
        this(id, rules, continuous, freshness, export, List.of(), Map.of(), List.of());
    }

    /// One that exports every reading.
    public Plan(String id, List<Rule> rules, Set<Vital> continuous, Map<Vital, Duration> freshness) {
        this(id, rules, continuous, freshness, Map.of());
    }

    public boolean isContinuous(Vital vital) {
        return continuous.contains(vital);
    }

    /// How long a value counts in a score.
    public Duration freshness(Vital vital) {
        return freshness.getOrDefault(vital, isContinuous(vital) ? FRESH_CONTINUOUS : FRESH_SPOT_CHECK);
    }

    /// Whether something is assumed of the parameter of NEWS2 that a vital gives.
    public boolean assumes(Vital vital) {
        return !assumed.isEmpty() && assumed.keySet().stream()
                .anyMatch(other -> News2.parameterOf(other).equals(News2.parameterOf(vital)));
    }

    public ExportForm exportOf(Vital vital) {
        return export.getOrDefault(vital, ExportForm.READINGS);
    }

    /// How old a value may be and still ring; older ones inform.
    public Duration actionableHorizon(Vital vital) {
        return isContinuous(vital) ? ACTIONABLE_CONTINUOUS : ACTIONABLE_SPOT_CHECK;
    }
}
