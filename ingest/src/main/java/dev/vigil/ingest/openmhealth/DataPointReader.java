package dev.vigil.ingest.openmhealth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.vital.Vital;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Scalar;
import dev.vigil.ingest.parse.JsonTree;
import dev.vigil.ingest.parse.NotAReading;
import dev.vigil.ingest.parse.VirtualDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One data point as one draft, for every version of the vitals' schemas: the members that count have kept their names.
/// A statistic over several values is no reading.
final class DataPointReader {

    private static final Map<String, Map<String, Vital>> SCHEMAS = Map.of(
            "heart-rate", Map.of("heart_rate", Vital.HEART_RATE),
            "respiratory-rate", Map.of("respiratory_rate", Vital.RESPIRATORY_RATE),
            "oxygen-saturation", Map.of("oxygen_saturation", Vital.OXYGEN_SATURATION,
                    "supplemental_oxygen_flow_rate", Vital.OXYGEN_FLOW),
            "blood-pressure", Map.of("systolic_blood_pressure", Vital.SYSTOLIC_BP,
                    "diastolic_blood_pressure", Vital.DIASTOLIC_BP),
            "body-temperature", Map.of("body_temperature", Vital.BODY_TEMPERATURE),
            "blood-glucose", Map.of("blood_glucose", Vital.BLOOD_GLUCOSE),
            "body-weight", Map.of("body_weight", Vital.BODY_WEIGHT),
            "body-height", Map.of("body_height", Vital.BODY_HEIGHT),
            "step-count", Map.of("step_count", Vital.STEPS));
    private static final String KNOWN = SCHEMAS.keySet().stream().sorted().collect(Collectors.joining(", "));

    /// Open mHealth's units that no vital lists because UCUM means something else by them (`C` is coulomb) or nothing.
    private static final Map<Vital, Map<String, String>> UNITS = Map.of(
            Vital.BODY_TEMPERATURE, Map.of("C", "Cel", "F", "[degF]"), Vital.STEPS, Map.of("steps", "{steps}"));

    private DataPointReader() {
    }

    /// @param device of every data point of the message, null where each is of the virtual device of its user
    static Draft read(JsonNode point, @Nullable String device) {
        JsonNode header = point.path("header");
        JsonNode body = point.path("body");
        if (!header.isObject() || !body.isObject()) {
            throw NotAReading.malformed("A data point", "must have a header and a body");
        }
        if (body.hasNonNull("descriptive_statistic")) {
            throw NotAReading.malformed("body.descriptive_statistic", "must be absent: a statistic over several values"
                    + " is no reading");
        }
        List<Draft.OfMeasurement> measurements = measurements(header.path("schema_id"), body);
        Scalar id = JsonTree.scalar(header.has("id") ? header.path("id") : header.path("uuid"));
        return new Draft(new Scalar.Text(device == null ? virtualDevice(header) : device), id, EffectiveTime.of(body),
                null, measurements, null, null, null);
    }

    private static String virtualDevice(JsonNode header) {
        String user = header.path("user_id").textValue();
        if (user == null || user.isEmpty()) {
            throw NotAReading.malformed("header.user_id", "is required, or the request header Vigil-Device-Id");
        }
        return VirtualDevice.ofId(user);
    }

    private static List<Draft.OfMeasurement> measurements(JsonNode schema, JsonNode body) {
        Map<String, Vital> members = SCHEMAS.get(schema.path("name").asText());
        if (members == null || !"omh".equals(schema.path("namespace").textValue())) {
            throw new NotAReading(new Refusal(Refusal.Type.UNKNOWN_VITAL, "header.schema_id must have the namespace omh"
                    + " and a name of " + KNOWN, "header.schema_id", KNOWN));
        }
        List<Draft.OfMeasurement> measurements = new ArrayList<>();
        members.entrySet().stream().sorted(Map.Entry.comparingByValue()).filter(member -> body.hasNonNull(
                member.getKey())).forEach(member -> measurements.add(
                        measurement(body.path(member.getKey()),
                                member.getValue())));
        if (measurements.isEmpty()) {
            throw NotAReading.malformed("body", "must have " + members.keySet().stream().sorted()
                    .collect(Collectors.joining(" or ")));
        }
        return measurements;
    }

    /// The first version of step-count has a bare number.
    private static Draft.OfMeasurement measurement(JsonNode valued, Vital vital) {
        Scalar unit = JsonTree.scalar(valued.path("unit"));
        if (unit instanceof Scalar.Text(String spelt)) {
            unit = new Scalar.Text(UNITS.getOrDefault(vital, Map.of()).getOrDefault(spelt, spelt));
        }
        return new Draft.OfMeasurement(new Scalar.Text(vital.key()),
                JsonTree.scalar(valued.isObject() ? valued.path("value") : valued), unit);
    }
}
