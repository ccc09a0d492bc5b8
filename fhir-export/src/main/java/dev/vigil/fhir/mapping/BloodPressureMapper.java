package dev.vigil.fhir.mapping;

import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.json.ResourceWriter;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.jspecify.annotations.Nullable;

/// The pressures of one cuff cycle as one panel. R4's profile wants systolic and diastolic both: one that the device
/// did not give, or that was refused, is there as absent with its reason.
final class BloodPressureMapper {

    private static final String PROFILE = "http://hl7.org/fhir/StructureDefinition/bp";

    private static final CodeableConcept PANEL = ResourceWriter.shared(
            new CodeableConcept(Codes.loinc("85354-9", "Blood pressure panel with all children optional"))
                    .addCoding(Codes.mdc("150020", "MDC_PRESS_BLD_NONINV")));

    private BloodPressureMapper() {
    }

    static org.hl7.fhir.r4.model.Observation map(Charted charted, Pressures pressures, String id) {
        Charting charting = charted.charting();
        var resource = ObservationFrame.of(charted, id);
        resource.getMeta().addProfile(PROFILE);
        charting.flavour().profileOf("blood-pressure").ifPresent(resource.getMeta()::addProfile);
        resource.addCategory(Codes.category("vital-signs")).setCode(PANEL)
                .addComponent(component(Vital.SYSTOLIC_BP, pressures.systolic(), charting))
                .addComponent(component(Vital.DIASTOLIC_BP, pressures.diastolic(), charting));
        if (pressures.mean() != null) {
            resource.addComponent(component(Vital.MEAN_ARTERIAL_PRESSURE, pressures.mean(), charting));
        }
        return resource;
    }

    private static ObservationComponentComponent component(Vital vital, @Nullable Measurement measurement,
            Charting charting) {
        var component = new ObservationComponentComponent(Codes.of(vital));
        if (measurement == null) {
            return component.setDataAbsentReason(Codes.unknown());
        }
        component.setValue(Quantities.of(vital,
                Quantities.precise(measurement, Quantities.number(measurement.value()))));
        Interpretation.of(measurement, charting).ifPresent(meant -> {
            component.addInterpretation(meant.code());
            meant.range().ifPresent(component::addReferenceRange);
        });
        return component;
    }

    /// At least one of systolic and diastolic is there.
    record Pressures(@Nullable Measurement systolic, @Nullable Measurement diastolic, @Nullable Measurement mean) {
    }
}
