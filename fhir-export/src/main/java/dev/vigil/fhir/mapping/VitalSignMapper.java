package dev.vigil.fhir.mapping;

import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.SymptomGrade;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Type;

/// One measurement as one Observation.
final class VitalSignMapper {

    private static final Map<Vital, CodeableConcept> CODES = Codes.shared(VitalSignMapper::code);

    private VitalSignMapper() {
    }

    static org.hl7.fhir.r4.model.Observation map(Charted charted, Measurement measurement, String id) {
        Vital vital = measurement.vital();
        var resource = ObservationFrame.of(charted, id);
        vital.coding().profileUrl().ifPresent(resource.getMeta()::addProfile);
        charted.charting().flavour().profileOf(vital.coding()).ifPresent(resource.getMeta()::addProfile);
        resource.addCategory(Codes.category(vital.coding().category()))
                .setCode(Objects.requireNonNull(CODES.get(vital)))
                .setValue(value(measurement));
        Interpretation.of(measurement, charted.charting()).ifPresent(meant -> {
            resource.addInterpretation(meant.code());
            meant.range().ifPresent(resource::addReferenceRange);
        });
        return resource;
    }

    /// R4 fixes 2708-6 for saturation; home sensors are oximeters, and 59408-5 says so.
    private static CodeableConcept code(Vital vital) {
        CodeableConcept code = Codes.made(vital.coding());
        if (vital == Vital.OXYGEN_SATURATION) {
            code.getCoding().add(1,
                    Codes.loinc("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"));
        }
        return code;
    }

    private static Type value(Measurement measurement) {
        return switch (measurement.value()) {
            case MeasuredValue.Level(Consciousness level) -> level(level);
            case MeasuredValue.Quantity(BigDecimal number) when measurement.vital().isSymptom() ->
                grade(SymptomGrade.ofScore(number.intValueExact()).orElseThrow());
            case MeasuredValue.Quantity(BigDecimal number) when measurement.vital() == Vital.PAIN ->
                new IntegerType(number.intValueExact());
            case MeasuredValue.Quantity(BigDecimal number) ->
                Quantities.of(measurement.vital(), Quantities.precise(measurement, number));
        };
    }

    /// The text is the score: what the plan's rules were held against.
    private static CodeableConcept grade(SymptomGrade grade) {
        return new CodeableConcept(new Coding(Codes.SNOMED, grade.snomed(), grade.display()))
                .setText(grade.code() + " (" + grade.score() + " of 3)");
    }

    /// New confusion has no SNOMED CT code that could be confirmed.
    private static CodeableConcept level(Consciousness level) {
        CodeableConcept concept = new CodeableConcept(Codes.loinc(level.loincAnswer(), level.display()));
        return switch (level) {
            case ALERT -> concept.addCoding(Codes.snomed("248234008"));
            case CONFUSION -> concept;
            case VOICE -> concept.addCoding(Codes.snomed("300202002"));
            case PAIN -> concept.addCoding(Codes.snomed("450847001"));
            case UNRESPONSIVE -> concept.addCoding(Codes.snomed("422768004"));
        };
    }
}
