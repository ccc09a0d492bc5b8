package dev.vigil.fhir.mapping;

import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.Vital;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.jspecify.annotations.Nullable;

/// The pressures of one cuff cycle as one panel. R4's profile wants systolic and diastolic both: one that the device
/// did not give, or that was refused, is there as absent with its reason.
final class BloodPressureMapper {

    private static final String PROFILE = "http://hl7.org/fhir/StructureDefinition/bp";

    private BloodPressureMapper() {
    }

    static org.hl7.fhir.r4.model.Observation map(Observation reading, Pressures pressures, String id,
            Subject subject) {
        var resource = ObservationFrame.of(reading, id, subject);
        resource.getMeta().addProfile(PROFILE);
        resource.addCategory(Codes.category("vital-signs")).setCode(panel())
                .addComponent(component(Vital.SYSTOLIC_BP, pressures.systolic()))
                .addComponent(component(Vital.DIASTOLIC_BP, pressures.diastolic()));
        if (pressures.mean() != null) {
            resource.addComponent(component(Vital.MEAN_ARTERIAL_PRESSURE, pressures.mean()));
        }
        return resource;
    }

    private static CodeableConcept panel() {
        return new CodeableConcept(Codes.loinc("85354-9", "Blood pressure panel with all children optional"))
                .addCoding(Codes.mdc("150020", "MDC_PRESS_BLD_NONINV"));
    }

    private static ObservationComponentComponent component(Vital vital, @Nullable Measurement measurement) {
        var component = new ObservationComponentComponent(Codes.of(vital.coding()));
        if (measurement == null) {
            return component.setDataAbsentReason(Codes.unknown());
        }
        component.setValue(Quantities.of(vital,
                Quantities.precise(measurement, Quantities.number(measurement.value()))));
        return measurement.questionable() ? component.addInterpretation(Codes.questionable()) : component;
    }

    /// At least one of systolic and diastolic is there.
    record Pressures(@Nullable Measurement systolic, @Nullable Measurement diastolic, @Nullable Measurement mean) {
    }
}
