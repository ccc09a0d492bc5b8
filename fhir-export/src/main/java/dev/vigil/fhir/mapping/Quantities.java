package dev.vigil.fhir.mapping;

import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import org.hl7.fhir.r4.model.Quantity;

/// Values with their UCUM unit and an honest precision.
final class Quantities {

    private Quantities() {
    }

    /// A value of record of a numeric vital.
    static Quantity of(Vital vital, BigDecimal value) {
        String code = vital.unit();
        return new Quantity().setValue(value).setUnit(unitText(vital)).setSystem(Codes.UCUM).setCode(code);
    }

    static Quantity percent(BigDecimal value) {
        return new Quantity().setValue(stripped(value)).setUnit("%").setSystem(Codes.UCUM).setCode("%");
    }

    /// The precision that the device claimed, where its unit is ours and conversion changed nothing; else the value of
    /// record without the zeros that the fixed scale added.
    static BigDecimal precise(Measurement measurement, BigDecimal ofRecord) {
        if (measurement.original().value() instanceof RawValue.Decimal(BigDecimal written)
                && written.compareTo(ofRecord) == 0) {
            return plain(written);
        }
        return stripped(ofRecord);
    }

    static BigDecimal stripped(BigDecimal value) {
        return plain(value.stripTrailingZeros());
    }

    static BigDecimal number(MeasuredValue value) {
        return switch (value) {
            case MeasuredValue.Quantity quantity -> quantity.value();
            case MeasuredValue.Level ignored -> throw new IllegalArgumentException("a level has no number");
        };
    }

    /// JSON knows no `1.2E+2` that every reader takes.
    private static BigDecimal plain(BigDecimal value) {
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    /// What a person reads; the code beside it is what a program reads.
    private static String unitText(Vital vital) {
        return switch (vital) {
            case HEART_RATE, PULSE_RATE -> "beats/minute";
            case RESPIRATORY_RATE -> "breaths/minute";
            case SYSTOLIC_BP, DIASTOLIC_BP, MEAN_ARTERIAL_PRESSURE -> "mmHg";
            case BODY_TEMPERATURE -> "°C";
            case STEPS -> "steps";
            case OXYGEN_SATURATION, INSPIRED_OXYGEN, BLOOD_GLUCOSE, BODY_WEIGHT, BODY_HEIGHT, OXYGEN_FLOW,
                    CONSCIOUSNESS, PEAK_FLOW, FEV1, PAIN, BREATHLESSNESS, ORTHOPNEA, SWELLING, DIZZINESS, FATIGUE,
                    CHEST_PAIN, HEADACHE,
                    VISUAL_DISTURBANCE, EPIGASTRIC_PAIN, VOMITING ->
                String.valueOf(vital.unit());
        };
    }
}
