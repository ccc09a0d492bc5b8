package dev.vigil.app.demo;

import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/// What a device would read off a simulated patient: a pure function of (course, seed, time).
record Physiology(Course course, Noise noise, double dryWeight) {

    private static final Duration BREATHS = Duration.ofMinutes(7);
    private static final Duration HOURS = Duration.ofMinutes(40);

    static Physiology of(Course course, long seed) {
        Noise noise = new Noise(seed);
        return new Physiology(course, noise, 74 + 12 * noise.wander("weight", Duration.ZERO, HOURS));
    }

    /// A value as the device shows it, rounded as such devices round.
    BigDecimal read(Vital vital, Duration at) {
        Vitals around = course.around(at);
        return switch (vital) {
            case HEART_RATE, PULSE_RATE -> shown(around.heartRate() + varied("heart", at, 4, 2), 0);
            case RESPIRATORY_RATE -> shown(around.respiratoryRate() + varied("breath", at, 1.2, 0.6), 0);
            case OXYGEN_SATURATION ->
                shown(Math.min(100, around.oxygenSaturation() + varied("oxygen", at, 0.7, 0.4)), 0);
            case SYSTOLIC_BP -> shown(around.systolic() + varied("pressure", at, 5, 2), 0);
            case DIASTOLIC_BP -> shown(around.diastolic() + varied("pressure", at, 3, 2), 0);
            case BODY_TEMPERATURE -> shown(around.temperature() + varied("heat", at, 0.15, 0.05), 1);
            case BLOOD_GLUCOSE -> shown(around.glucose() + varied("sugar", at, 6, 2), 0);
            case BODY_WEIGHT -> shown(dryWeight + around.weightGain() + varied("water", at, 0.15, 0.05), 1);
            case OXYGEN_FLOW, PAIN, BREATHLESSNESS, ORTHOPNEA, SWELLING, DIZZINESS, FATIGUE, CHEST_PAIN, HEADACHE,
                    VISUAL_DISTURBANCE, EPIGASTRIC_PAIN, VOMITING ->
                BigDecimal.ZERO;
            case MEAN_ARTERIAL_PRESSURE, BODY_HEIGHT, INSPIRED_OXYGEN, CONSCIOUSNESS, PEAK_FLOW, FEV1, STEPS ->
                throw new IllegalArgumentException("no simulated device measures " + vital);
        };
    }

    /// A letter of ACVPU.
    String consciousness(Duration at) {
        return course.alert(at) ? "A" : "V";
    }

    private double varied(String what, Duration at, double slow, double quick) {
        return slow * noise.wander(what, at, BREATHS) + quick * noise.jitter(what, at);
    }

    private static BigDecimal shown(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    }
}
