package dev.vigil.fhir.mapping;

import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Type;

/// A NEWS2 score with a component per sub-score.
///
/// An incomplete one has no single value: it is given as the range from floor to ceiling, and what is missing is absent
/// by name. Codes are of the SNOMED CT UK extension; LOINC has none.
public final class ScoreMapper {

    private ScoreMapper() {
    }

    public static Observation map(Score score, Subject subject) {
        return map(score, subject, Flavour.R4);
    }

    public static Observation map(Score score, Subject subject, Flavour flavour) {
        Observation resource = ObservationFrame.identified(ResourceIds.ofScore(score.id()));
        flavour.profileOf("observation-screening-assessment").ifPresent(resource.getMeta()::addProfile);
        resource.setStatus(status(score))
                .addCategory(Codes.category("survey"))
                .setCode(new CodeableConcept(Codes.snomed("1104051000000101")).setText("NEWS2 total score"))
                .setSubject(subject.reference()).setEffective(WrittenTimes.dateTime(score.at()))
                .setValue(value(score)).addNote(new Annotation().setText(note(score)));
        score.parts().forEach(part -> resource.addComponent(component(part, score.scale())));
        score.missing().forEach(vital -> resource.addComponent(component(vital, score.scale(), "")
                .setDataAbsentReason(Codes.unknown())));
        score.parts().stream().filter(part -> !part.assumed())
                .map(part -> ResourceIds.ofVital(part.observationId(), part.vital())).distinct()
                .forEach(id -> resource.addDerivedFrom(
                        Codes.logical("Observation", Codes.OBSERVATION_SYSTEM, id)));
        return resource;
    }

    /// One without parts takes back what was told before.
    private static ObservationStatus status(Score score) {
        return score.parts().isEmpty() ? ObservationStatus.ENTEREDINERROR
                : score.revision() == 0 ? ObservationStatus.FINAL : ObservationStatus.AMENDED;
    }

    private static Type value(Score score) {
        return score.complete() ? new IntegerType(score.total())
                : new Range().setLow(points(score.floor())).setHigh(points(score.ceiling()));
    }

    private static Quantity points(int points) {
        return new Quantity().setValue(BigDecimal.valueOf(points));
    }

    private static String note(Score score) {
        String missing = score.missing().stream().map(Vital::display).collect(Collectors.joining(", "));
        return "Band: " + score.band().code() + "; SpO2 scale " + score.scale()
                + (missing.isEmpty() ? "" : "; missing: " + missing)
                + (score.stale() ? "; some parts are older than they should be" : "");
    }

    private static ObservationComponentComponent component(ScorePart part, int scale) {
        return component(part.vital(), scale, part.assumed() ? " (assumed by the plan)" : "")
                .setValue(new IntegerType(part.points()));
    }

    private static ObservationComponentComponent component(Vital vital, int scale, String remark) {
        CodeableConcept code = Codes.text("NEWS2 sub-score: " + vital.display() + remark);
        subScore(vital, scale).map(Codes::snomed).ifPresent(code::addCoding);
        return new ObservationComponentComponent(code);
    }

    private static Optional<String> subScore(Vital vital, int scale) {
        return switch (vital) {
            case RESPIRATORY_RATE -> Optional.of("1104301000000104");
            case OXYGEN_SATURATION -> Optional.of(scale == 2 ? "1104321000000108" : "1104311000000102");
            case OXYGEN_FLOW, INSPIRED_OXYGEN -> Optional.of("1104331000000105");
            case SYSTOLIC_BP -> Optional.of("1104341000000101");
            case HEART_RATE, PULSE_RATE -> Optional.of("1104351000000103");
            case CONSCIOUSNESS -> Optional.of("1104361000000100");
            case BODY_TEMPERATURE -> Optional.of("1104371000000107");
            case DIASTOLIC_BP, MEAN_ARTERIAL_PRESSURE, BLOOD_GLUCOSE, BODY_WEIGHT, BODY_HEIGHT, PEAK_FLOW, FEV1,
                    STEPS, PAIN, BREATHLESSNESS, ORTHOPNEA, SWELLING, DIZZINESS, FATIGUE, CHEST_PAIN, HEADACHE,
                    VISUAL_DISTURBANCE, EPIGASTRIC_PAIN, VOMITING ->
                Optional.empty();
        };
    }
}
