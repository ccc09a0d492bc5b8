package dev.vigil.ingest.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.parse.NotAReading;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

/// The resources that become readings.
enum ReadingResource {
    OBSERVATION("Observation", "effective", "device", "value", ObservationReader::read),
    QUESTIONNAIRE_RESPONSE("QuestionnaireResponse", "authored", "subject", "item", AnswersReader::read);

    private final String type;
    private final String taken;
    private final String device;
    private final String measured;
    private final BiFunction<JsonNode, References, Draft> reader;

    ReadingResource(String type, String taken, String device, String measured,
            BiFunction<JsonNode, References, Draft> reader) {
        this.type = type;
        this.taken = taken;
        this.device = device;
        this.measured = measured;
        this.reader = reader;
    }

    String type() {
        return type;
    }

    /// @throws NotAReading where it is another resource, or none of it can become a reading
    Draft read(JsonNode resource, References references) {
        if (!type.equals(resource.path("resourceType").textValue())) {
            throw NotAReading.malformed("resourceType", "must be " + type);
        }
        return reader.apply(resource, references);
    }

    /// The element that gives a field: the shared checks name a reading's fields, FHIR people look for FHIR's.
    String element(String field) {
        return switch (field) {
            case "takenAt" -> taken;
            case "deviceId" -> device;
            case "id" -> "identifier";
            default -> field.startsWith("measurements") ? measured : field;
        };
    }

    static Optional<ReadingResource> ofType(String type) {
        return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
    }
}
