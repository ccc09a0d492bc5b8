package dev.vigil.ingest.advice;

import dev.vigil.domain.admission.Foresight;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// What the patient can do at once about a reading that is of little use. The codes are part of the contract; the words
/// are in the resource files. It changes nothing about the reading: what the device said is kept and judged as ever.
public enum Advice {
    REPEAT_MEASUREMENT("repeat-measurement"),
    CHECK_CUFF("check-cuff"),
    CHECK_SENSOR("check-sensor"),
    REPLACE_BATTERY("replace-battery");

    /// Nobody sits beside a device that measured longer ago.
    private static final Duration RECENT = Duration.ofMinutes(15);

    private static final BigDecimal LOW_BATTERY = new BigDecimal("0.1");
    private static final BigDecimal POOR_SIGNAL = new BigDecimal("0.3");
    private static final Set<Vital> BY_CUFF =
            EnumSet.of(Vital.SYSTOLIC_BP, Vital.DIASTOLIC_BP, Vital.MEAN_ARTERIAL_PRESSURE);
    private static final Set<Vital> BY_SENSOR = EnumSet.of(Vital.OXYGEN_SATURATION, Vital.HEART_RATE,
            Vital.PULSE_RATE, Vital.RESPIRATORY_RATE, Vital.BODY_TEMPERATURE);

    private final String code;

    Advice(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /// Where the device itself says that it measured nothing.
    public static Set<Advice> ofNothingMeasured() {
        return EnumSet.of(CHECK_SENSOR, REPEAT_MEASUREMENT);
    }

    /// Whether somebody may still sit beside the device.
    static boolean isRecent(Reading reading) {
        return Duration.between(reading.reportedTime(), reading.receivedAt()).abs().compareTo(RECENT) <= 0;
    }

    /// Empty for a reading that is as it should be, and for one of the past.
    public static Set<Advice> of(Reading reading) {
        Set<Advice> advice = EnumSet.noneOf(Advice.class);
        if (!isRecent(reading)) {
            return advice;
        }
        for (Vital vital : Foresight.implausible(reading)) {
            advice.add(REPEAT_MEASUREMENT);
            if (BY_CUFF.contains(vital)) {
                advice.add(CHECK_CUFF);
            } else if (BY_SENSOR.contains(vital)) {
                advice.add(CHECK_SENSOR);
            }
        }
        if (reading.signalQuality() != null && reading.signalQuality().compareTo(POOR_SIGNAL) < 0) {
            advice.addAll(ofNothingMeasured());
        }
        if (reading.status().contains(MeasurementStatus.QUESTIONABLE)
                || reading.status().contains(MeasurementStatus.EARLY)) {
            advice.add(REPEAT_MEASUREMENT);
        }
        if (reading.battery() != null && reading.battery().compareTo(LOW_BATTERY) <= 0) {
            advice.add(REPLACE_BATTERY);
        }
        return advice;
    }
}
