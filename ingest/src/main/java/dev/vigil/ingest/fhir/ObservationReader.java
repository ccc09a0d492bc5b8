package dev.vigil.ingest.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.SymptomGrade;
import dev.vigil.domain.vital.Vital;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Scalar;
import dev.vigil.ingest.parse.JsonTree;
import dev.vigil.ingest.parse.NotAReading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One R4 Observation as one draft: its value and those of its components that are vitals. What FHIR can say and a
/// reading cannot (a bound, a waveform, a schedule, a withdrawal) is refused by name; components of other kinds are
/// left out.
final class ObservationReader {

    private static final String UCUM = "http://unitsofmeasure.org";
    private static final String TIME = "effectiveDateTime";

    private ObservationReader() {
    }

    static Draft read(JsonNode observation, References references) {
        Set<MeasurementStatus> status = status(observation);
        String device = references.deviceOf(observation);
        List<Draft.OfMeasurement> measurements = measurements(observation);
        return new Draft(new Scalar.Text(device == null ? references.virtualDeviceOf(observation) : device),
                text(References.identityOf(observation)), takenAt(observation), null, measurements, null, null, null,
                status);
    }

    private static Set<MeasurementStatus> status(JsonNode observation) {
        Set<MeasurementStatus> status = EnumSet.noneOf(MeasurementStatus.class);
        switch (observation.path("status").asText()) {
            case "final", "amended", "corrected" -> {}
            case "preliminary" -> status.add(isEarly(observation) ? MeasurementStatus.EARLY
                    : MeasurementStatus.QUESTIONABLE);
            case "entered-in-error" -> throw NotAReading.malformed("status", "must not be entered-in-error in a Bundle:"
                    + " send it alone to /fhir/Observation, and its reading is withdrawn");
            default -> throw NotAReading.malformed("status", "must be final, amended, corrected or preliminary");
        }
        if (says(observation.path("interpretation"), "questionable")) {
            status.add(MeasurementStatus.QUESTIONABLE);
        }
        if (isTest(observation)) {
            status.add(MeasurementStatus.TEST);
        }
        return status;
    }

    /// As the device guide says it of a first estimate.
    private static boolean isEarly(JsonNode observation) {
        return says(observation.path("interpretation"), "early-indication");
    }

    /// Whether any resource is marked as test data.
    static boolean isTest(JsonNode resource) {
        JsonNode meta = resource.path("meta");
        return hasCode(meta.path("security"), "HTEST") || hasCode(meta.path("tag"), "HTEST");
    }

    private static boolean says(JsonNode concepts, String code) {
        return concepts.valueStream().anyMatch(concept -> hasCode(concept.path("coding"), code));
    }

    private static boolean hasCode(JsonNode codings, String code) {
        return codings.valueStream().anyMatch(coding -> code.equals(coding.path("code").textValue()));
    }

    /// A period ends when its value is true.
    private static @Nullable Scalar takenAt(JsonNode observation) {
        for (JsonNode time : List.of(observation.path(TIME), observation.path("effectiveInstant"),
                observation.path("effectivePeriod").path("end"))) {
            Scalar given = JsonTree.scalar(time);
            if (given != null) {
                return given;
            }
        }
        throw NotAReading.malformed(TIME, "is required, to the second and with an offset");
    }

    private static List<Draft.OfMeasurement> measurements(JsonNode observation) {
        List<Draft.OfMeasurement> measurements = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        add("", observation, measurements, absent);
        int index = 0;
        for (JsonNode component : observation.path("component")) {
            add("component[" + index++ + "].", component, measurements, absent);
        }
        if (!measurements.isEmpty()) {
            return measurements;
        }
        if (!absent.isEmpty()) {
            throw new NotAReading(new Refusal(Refusal.Type.TECHNICAL,
                    "The device measured nothing: " + String.join(", ", absent) + ".", "dataAbsentReason", null));
        }
        throw new NotAReading(new Refusal(Refusal.Type.UNKNOWN_VITAL, "code must be one of " + VitalCodes.known()
                + ", with a value", "code", VitalCodes.known()));
    }

    /// @param valued the Observation, or a component of it
    private static void add(String at, JsonNode valued, List<Draft.OfMeasurement> measurements, List<String> absent) {
        Optional<Vital> vital = VitalCodes.vitalOf(valued.path("code"));
        if (vital.isEmpty()) {
            return;
        }
        if (valued.path("dataAbsentReason").isObject()) {
            absent.add(vital.get() + " has a dataAbsentReason");
            return;
        }
        measurements.add(new Draft.OfMeasurement(new Scalar.Text(vital.get().key()), value(at, valued, vital.get()),
                unit(at, valued)));
    }

    private static Scalar value(String at, JsonNode valued, Vital vital) {
        if (vital.coded()) {
            return VitalCodes.levelOf(valued.path("valueCodeableConcept")).map(Consciousness::code)
                    .<Scalar>map(Scalar.Text::new).orElseThrow(() -> NotAReading.malformed(
                            at + "valueCodeableConcept", "must be a LOINC answer of " + vital.coding().code()));
        }
        Optional<SymptomGrade> grade = vital.isSymptom() ? grade(valued) : Optional.empty();
        if (grade.isPresent()) {
            return new Scalar.Number(BigDecimal.valueOf(grade.get().score()));
        }
        JsonNode quantity = valued.path("valueQuantity");
        if (quantity.has("comparator")) {
            throw NotAReading.malformed(at + "valueQuantity.comparator", "must be absent: a bound is no value");
        }
        Scalar value = JsonTree.scalar(valued.has("valueInteger") ? valued.path("valueInteger")
                : quantity.path("value"));
        if (value == null) {
            throw NotAReading.malformed(at + "valueQuantity.value", "is required");
        }
        return value;
    }

    private static Optional<SymptomGrade> grade(JsonNode valued) {
        JsonNode present = valued.path("valueBoolean");
        return present.isBoolean() ? Optional.of(present.booleanValue() ? SymptomGrade.PRESENT : SymptomGrade.NONE)
                : VitalCodes.gradeOf(valued.path("valueCodeableConcept"));
    }

    /// Only a UCUM code says which unit is meant; the text beside it is for people.
    private static @Nullable Scalar unit(String at, JsonNode valued) {
        JsonNode quantity = valued.path("valueQuantity");
        if (!quantity.isObject()) {
            return null;
        }
        if (!UCUM.equals(quantity.path("system").textValue())) {
            throw new NotAReading(new Refusal(Refusal.Type.UNKNOWN_UNIT, at + "valueQuantity.system must be " + UCUM,
                    at + "valueQuantity.system", UCUM));
        }
        return JsonTree.scalar(quantity.path("code"));
    }

    private static @Nullable Scalar text(@Nullable String text) {
        return text == null ? null : new Scalar.Text(text);
    }
}
