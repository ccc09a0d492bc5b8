package dev.vigil.alerts.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// A ward of invented patients in the documents of the care-team API. Times in `ward.json` are distances from now
/// (`-PT3M`), so that ages on the page are the same whenever it is opened.
final class Ward {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final int STEPS = 144;

    private final Instant now;
    private final Map<String, JsonNode> patients = new LinkedHashMap<>();

    Ward(Instant now) {
        this.now = now;
        for (JsonNode patient : read()) {
            patients.put(patient.at("/row/patientId").asText(), dated(patient));
        }
    }

    private static JsonNode read() {
        try (InputStream file = Ward.class.getResourceAsStream("/ward/ward.json")) {
            return JSON.readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Rows by patient, in the order of the file, to be changed at will.
    Map<String, ObjectNode> rows() {
        Map<String, ObjectNode> rows = new LinkedHashMap<>();
        patients.forEach((id, patient) -> rows.put(id, patient.get("row").deepCopy()));
        return rows;
    }

    ObjectNode profile(String patientId) {
        ObjectNode profile = patients.get(patientId).get("profile").deepCopy();
        return profile.put("patientId", patientId).put("plan",
                patients.get(patientId).at("/row/plan").asText("general"));
    }

    /// A day of readings that drift from one value to another, the same for the same patient and vital.
    ObjectNode history(String patientId) {
        ObjectNode history = JsonNodeFactory.instance.objectNode().put("patientId", patientId);
        ArrayNode series = history.putArray("series");
        JsonNode patient = patients.get(patientId);
        patient.get("trend").properties().forEach(trend -> {
            ObjectNode one = series.addObject().put("vital", trend.getKey()).put("display", trend.getKey());
            for (JsonNode vital : patient.at("/row/vitals")) {
                if (vital.get("vital").asText().equals(trend.getKey())) {
                    one.put("unit", vital.path("unit").asText());
                }
            }
            points(one.putArray("points"), trend.getValue(), new Random((patientId + trend.getKey()).hashCode()));
        });
        return history;
    }

    private void points(ArrayNode points, JsonNode trend, Random random) {
        double start = trend.get(0).asDouble();
        double end = trend.get(1).asDouble();
        double noise = trend.get(2).asDouble();
        double digits = noise < 0.5 ? 10 : 1;
        for (int step = 0; step <= STEPS; step++) {
            double way = Math.pow(step / (double) STEPS, 4);
            double value = start + (end - start) * way + (step == STEPS ? 0 : random.nextGaussian() * noise);
            points.addObject().put("takenAt", now.minus(STEP.multipliedBy(STEPS - step)).toString())
                    .put("value", Math.round(value * digits) / digits).put("questionable", step == 70);
        }
    }

    private JsonNode dated(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> copy.set(field.getKey(), dated(field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(dated(element)));
            return copy;
        }
        if (node.isTextual() && node.asText().matches("[-+]P.*")) {
            Duration distance = Duration.parse(node.asText());
            return JsonNodeFactory.instance.textNode(now.plus(distance).toString());
        }
        return node;
    }
}
