package dev.vigil.app.demo;

import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.util.List;

/// What lies on a patient's bedside table.
enum DeviceKind {
    OXIMETER("oximeter", "Pulse oximeter", Duration.ofMinutes(5),
            List.of(Vital.PULSE_RATE, Vital.OXYGEN_SATURATION, Vital.RESPIRATORY_RATE)),
    CUFF("cuff", "Blood pressure cuff", Duration.ofMinutes(20), List.of(Vital.SYSTOLIC_BP, Vital.DIASTOLIC_BP)),
    THERMOMETER("thermometer", "Thermometer", Duration.ofMinutes(20), List.of(Vital.BODY_TEMPERATURE)),
    QUESTIONNAIRE("checkin", "Check-in on the phone", Duration.ofMinutes(30),
            List.of(Vital.CONSCIOUSNESS, Vital.OXYGEN_FLOW)),
    GLUCOSE_SENSOR("sensor", "Glucose sensor", Duration.ofMinutes(5), List.of(Vital.BLOOD_GLUCOSE)),
    SCALE("scale", "Scale", Duration.ofHours(12), List.of(Vital.BODY_WEIGHT));

    private final String shortName;
    private final String model;
    private final Duration every;
    private final List<Vital> vitals;

    DeviceKind(String shortName, String model, Duration every, List<Vital> vitals) {
        this.shortName = shortName;
        this.model = model;
        this.every = every;
        this.vitals = vitals;
    }

    String shortName() {
        return shortName;
    }

    String model() {
        return model;
    }

    /// In the patient's time, which the demo may run faster than the clock.
    Duration every() {
        return every;
    }

    List<Vital> vitals() {
        return vitals;
    }
}
