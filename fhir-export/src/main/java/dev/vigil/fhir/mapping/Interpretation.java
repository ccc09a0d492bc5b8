package dev.vigil.fhir.mapping;

import dev.vigil.domain.plan.Comparison;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;

/// What a value means under the patient's plan: the most urgent rule that it violates, as interpretation and reference
/// range. A questionable value is interpreted as that alone, since no rule ever sees it.
///
/// Whether the rule also rang (it may want the value to last) is the alert's to say.
///
/// @param code FHIR's code for it
/// @param range that the value is outside of
/// @param critical whether the rule is of high priority
record Interpretation(CodeableConcept code, Optional<ObservationReferenceRangeComponent> range, boolean critical) {

    static Optional<Interpretation> of(Measurement measurement, Charting charting) {
        if (measurement.questionable()) {
            CodeableConcept why = measurement.doubt() == Doubt.EARLY ? Codes.early() : Codes.questionable();
            return Optional.of(new Interpretation(why, Optional.empty(), false));
        }
        for (Rule rule : charting.rulesOf(measurement.vital())) {
            Optional<Interpretation> meant = of(measurement, rule);
            if (meant.isPresent()) {
                return meant;
            }
        }
        return Optional.empty();
    }

    private static Optional<Interpretation> of(Measurement measurement, Rule rule) {
        return switch (rule.when()) {
            case Condition.Threshold threshold -> of(measurement, rule, threshold.limit());
            case Condition.LevelIn levels -> of(measurement, rule, levels);
            case Condition.WindowStatistic ignored -> Optional.empty();
            case Condition.ScoreAtLeast ignored -> Optional.empty();
            case Condition.TableScoreAtLeast ignored -> Optional.empty();
            case Condition.ScorePartAtLeast ignored -> Optional.empty();
            case Condition.Silent ignored -> Optional.empty();
            case Condition.Rises ignored -> Optional.empty();
            case Condition.Deviates ignored -> Optional.empty();
            case Condition.Falls ignored -> Optional.empty();
            case Condition.Trend ignored -> Optional.empty();
            case Condition.All ignored -> Optional.empty();
            case Condition.DeviceReports ignored -> Optional.empty();
            case Condition.Any ignored -> Optional.empty();
            case Condition.Not ignored -> Optional.empty();
        };
    }

    private static Optional<Interpretation> of(Measurement measurement, Rule rule, Limit limit) {
        BigDecimal number = Quantities.number(measurement.value());
        if (!limit.isViolatedBy(number)) {
            return Optional.empty();
        }
        boolean critical = rule.priority() == Priority.HIGH;
        if (measurement.vital().isSymptom()) {
            return Optional.of(abnormal(critical, text(rule, limit)));
        }
        CodeableConcept code = isLow(limit.comparison())
                ? critical ? Codes.interpretation("LL", "Critical low") : Codes.interpretation("L", "Low")
                : critical ? Codes.interpretation("HH", "Critical high") : Codes.interpretation("H", "High");
        return Optional.of(new Interpretation(code, Optional.of(range(measurement.vital(), rule, limit)), critical));
    }

    private static Optional<Interpretation> of(Measurement measurement, Rule rule, Condition.LevelIn levels) {
        if (!(measurement.value() instanceof MeasuredValue.Level(Consciousness level))
                || !levels.levels().contains(level)) {
            return Optional.empty();
        }
        List<Consciousness> named = levels.levels().stream().sorted().toList();
        String text = named.stream().map(Consciousness::display).collect(Collectors.joining(", "));
        return Optional.of(abnormal(rule.priority() == Priority.HIGH, "Rule " + rule.id() + ": none of " + text));
    }

    /// Of a value that is a concept, and so neither high nor low.
    private static Interpretation abnormal(boolean critical, String range) {
        CodeableConcept code = critical
                ? Codes.interpretation("AA", "Critical abnormal") : Codes.interpretation("A", "Abnormal");
        return new Interpretation(code, Optional.of(new ObservationReferenceRangeComponent().setText(range)),
                critical);
    }

    private static String text(Rule rule, Limit limit) {
        return "Rule " + rule.id() + ": not " + limit.comparison().words() + " " + limit.value().toPlainString();
    }

    /// FHIR's bounds belong to the range. Where the limit itself violates the rule, the bound is the next value that
    /// does not, at the scale of the values of record.
    private static ObservationReferenceRangeComponent range(Vital vital, Rule rule, Limit limit) {
        BigDecimal step = BigDecimal.ONE.movePointLeft(vital.scale());
        BigDecimal bound = switch (limit.comparison()) {
            case BELOW, ABOVE -> limit.value();
            case AT_MOST -> limit.value().add(step);
            case AT_LEAST -> limit.value().subtract(step);
        };
        var range = new ObservationReferenceRangeComponent().setText(text(rule, limit));
        var quantity = Quantities.of(vital, Quantities.stripped(bound));
        return isLow(limit.comparison()) ? range.setLow(quantity) : range.setHigh(quantity);
    }

    private static boolean isLow(Comparison comparison) {
        return switch (comparison) {
            case BELOW, AT_MOST -> true;
            case ABOVE, AT_LEAST -> false;
        };
    }
}
