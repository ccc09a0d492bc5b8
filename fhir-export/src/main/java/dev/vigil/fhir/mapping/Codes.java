package dev.vigil.fhir.mapping;

import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.vital.VitalCoding;
import dev.vigil.fhir.json.ResourceWriter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/// Code systems, and concepts made of them.
final class Codes {

    static final String LOINC = VitalCoding.LOINC;
    static final String SNOMED = VitalCoding.SNOMED;
    static final String UCUM = "http://unitsofmeasure.org";

    static final String OBSERVATION_SYSTEM = "urn:vigil:observation";
    static final String ALERT_SYSTEM = "urn:vigil:alert";
    static final String PATIENT_SYSTEM = "urn:vigil:patient";
    static final String DEVICE_SYSTEM = "urn:vigil:device";
    static final String GATEWAY_SYSTEM = "urn:vigil:gateway";
    static final String USER_SYSTEM = "urn:vigil:user";
    static final String ROLE_SYSTEM = "urn:vigil:role";
    static final String CARE_TEAM_SYSTEM = "urn:vigil:care-team";
    static final String NOTIFICATION_SYSTEM = "urn:vigil:notification";
    static final String SOFTWARE_SYSTEM = "urn:vigil:software";
    static final String READING_SYSTEM = "urn:vigil:reading";
    static final String DEVICE_USE_SYSTEM = "urn:vigil:device-use";
    static final String DEVICE_METRIC_SYSTEM = "urn:vigil:device-metric";
    static final String TAG_SYSTEM = "urn:vigil:tag";
    static final String STATISTIC_SYSTEM = "urn:vigil:statistic";

    private static final String MDC = "urn:iso:std:iso:11073:10101";
    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";
    private static final String DATA_ABSENT_REASON = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    private static final String MEASUREMENT_STATUS = "http://hl7.org/fhir/uv/pocd/CodeSystem/measurement-status";
    private static final String INTERPRETATION =
            "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
    private static final String STATISTICS = "http://terminology.hl7.org/CodeSystem/observation-statistics";

    private static final Map<Vital, CodeableConcept> OF_VITALS = shared(vital -> made(vital.coding()));

    private static final Map<String, CodeableConcept> CATEGORIES = Map.of(
            "vital-signs", category("vital-signs", "Vital Signs"), "laboratory", category("laboratory", "Laboratory"),
            "survey", category("survey", "Survey"), "procedure", category("procedure", "Procedure"),
            "activity", category("activity", "Activity"));

    private Codes() {
    }

    /// One for each vital, for all resources that need it.
    static Map<Vital, CodeableConcept> shared(Function<Vital, CodeableConcept> made) {
        Map<Vital, CodeableConcept> concepts = new EnumMap<>(Vital.class);
        for (Vital vital : Vital.values()) {
            concepts.put(vital, ResourceWriter.shared(made.apply(vital)));
        }
        return Collections.unmodifiableMap(concepts);
    }

    static Coding loinc(String code, @Nullable String display) {
        return new Coding(LOINC, code, display);
    }

    static Coding mdc(String code, @Nullable String reference) {
        return new Coding(MDC, code, reference);
    }

    static Coding snomed(String code) {
        return new Coding(SNOMED, code, null);
    }

    /// A vital's own concept, shared by all that is said of it.
    static CodeableConcept of(Vital vital) {
        return Objects.requireNonNull(OF_VITALS.get(vital));
    }

    /// LOINC (SNOMED CT for a symptom) first, then the device world's own code where one is known.
    static CodeableConcept made(VitalCoding coding) {
        CodeableConcept concept = new CodeableConcept(
                new Coding(coding.system(), coding.code(), coding.display()));
        if (coding.mdc() != null) {
            concept.addCoding(mdc(coding.mdc(), coding.mdcReference()));
        }
        return concept;
    }

    static CodeableConcept category(String code) {
        return Objects.requireNonNull(CATEGORIES.get(code));
    }

    private static CodeableConcept category(String code, String display) {
        return ResourceWriter.shared(new CodeableConcept(new Coding(CATEGORY, code, display)));
    }

    static CodeableConcept unknown() {
        return new CodeableConcept(new Coding(DATA_ABSENT_REASON, "unknown", "Unknown"));
    }

    /// The device world's mark for a value that is there but not to be trusted.
    static CodeableConcept questionable() {
        return new CodeableConcept(new Coding(MEASUREMENT_STATUS, "questionable", "Questionable"));
    }

    /// The device world's mark for a first estimate.
    static CodeableConcept early() {
        return new CodeableConcept(new Coding(MEASUREMENT_STATUS, "early-indication", "Early Indication"));
    }

    static CodeableConcept interpretation(String code, String display) {
        return new CodeableConcept(new Coding(INTERPRETATION, code, display));
    }

    static CodeableConcept statistic(String code, String display) {
        return new CodeableConcept(new Coding(STATISTICS, code, display));
    }

    /// One that FHIR's own code system does not have.
    static CodeableConcept ownStatistic(String code, String display) {
        return new CodeableConcept(new Coding(STATISTIC_SYSTEM, code, display));
    }

    static CodeableConcept text(String text) {
        return new CodeableConcept().setText(text);
    }

    static Identifier identifier(String system, String value) {
        return new Identifier().setSystem(system).setValue(value);
    }

    /// A reference by business identifier: it holds whichever of the two resources arrives first.
    static Reference logical(String type, String system, String value) {
        return new Reference().setType(type).setIdentifier(identifier(system, value));
    }
}
