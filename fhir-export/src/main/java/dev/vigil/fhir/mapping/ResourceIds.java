package dev.vigil.fhir.mapping;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.NameBasedId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Summary;

/// The id of every resource, deterministic in what it speaks of, so that a resend is a no-op and a correction a new
/// version.
///
/// An observation's id is itself derived from (patient, device, reading), so a resource's id needs only that and what
/// it shows of the reading; that is how a score or an alert, which knows no more, can point at it.
public final class ResourceIds {

    private static final String BLOOD_PRESSURE = "blood-pressure";

    private ResourceIds() {
    }

    /// The Observation that shows a vital of an admitted reading; pressures of one reading share the panel's.
    public static String ofVital(String observationId, Vital vital) {
        return ofVital(observationId, vital, 0);
    }

    /// @param occurrence 0 for the first measurement of the vital in its reading
    static String ofVital(String observationId, Vital vital, int occurrence) {
        String shown = switch (vital) {
            case SYSTOLIC_BP, DIASTOLIC_BP, MEAN_ARTERIAL_PRESSURE -> BLOOD_PRESSURE;
            case HEART_RATE, PULSE_RATE, RESPIRATORY_RATE, OXYGEN_SATURATION, BODY_TEMPERATURE, BLOOD_GLUCOSE,
                    BODY_WEIGHT, BODY_HEIGHT, OXYGEN_FLOW, INSPIRED_OXYGEN, CONSCIOUSNESS, PEAK_FLOW, FEV1, STEPS, PAIN,
                    BREATHLESSNESS, ORTHOPNEA, SWELLING, DIZZINESS, FATIGUE, CHEST_PAIN, HEADACHE,
                    VISUAL_DISTURBANCE, EPIGASTRIC_PAIN, VOMITING ->
                vital.key();
        };
        return occurrence == 0 ? of("fhir-observation", observationId, shown)
                : of("fhir-observation", observationId, shown, Integer.toString(occurrence));
    }

    public static String ofPatient(PatientId patient) {
        return of("fhir-patient", patient.value());
    }

    public static String ofDevice(DeviceId device) {
        return of("fhir-device", device.value());
    }

    static String ofScore(String scoreId) {
        return of("fhir-score", scoreId);
    }

    static String ofSummary(Summary summary) {
        return of("fhir-summary", summary.patientId().value(), summary.vital().key(),
                summary.window().length().toString(), summary.from().toString());
    }

    /// @param run its number among those of the window
    static String ofSamples(Summary summary, int run) {
        return of("fhir-samples", summary.patientId().value(), summary.vital().key(),
                summary.window().length().toString(), summary.from().toString(), Integer.toString(run));
    }

    static String ofRiskAssessment(String scoreId) {
        return of("fhir-risk-assessment", scoreId);
    }

    static String ofClock(String observationId) {
        return of("fhir-clock", observationId);
    }

    static String ofProvenance(String observationId) {
        return of("fhir-provenance", observationId);
    }

    static String ofDeviceUse(DeviceId device, Assignment assignment) {
        return of("fhir-device-use", device.value(), assignment.patientId().value(), assignment.from().toString());
    }

    static String ofDeviceMetric(DeviceId device, Vital vital) {
        return of("fhir-device-metric", device.value(), vital.key());
    }

    static String ofDetectedIssue(String alertId) {
        return of("fhir-detected-issue", alertId);
    }

    static String ofFlag(String alertId) {
        return of("fhir-flag", alertId);
    }

    static String ofCommunication(String deliveryId) {
        return of("fhir-communication", deliveryId);
    }

    private static String of(String... parts) {
        return NameBasedId.of(parts).toString();
    }
}
