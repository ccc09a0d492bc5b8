package dev.vigil.ingest.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.vital.SymptomGrade;
import dev.vigil.domain.vital.Vital;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Scalar;
import dev.vigil.ingest.parse.JsonTree;
import dev.vigil.ingest.parse.NotAReading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One R4 QuestionnaireResponse as one draft: each answer whose link id is a vital of the catalogue is a measurement of
/// it. Answers to other questions, and questions that were left out, are left out here too.
final class AnswersReader {

    private AnswersReader() {
    }

    static Draft read(JsonNode response, References references) {
        String status = response.path("status").asText();
        if (!status.equals("completed") && !status.equals("amended")) {
            throw NotAReading.malformed("status", "must be completed or amended");
        }
        Scalar authored = JsonTree.scalar(response.path("authored"));
        if (authored == null) {
            throw NotAReading.malformed("authored", "is required, with an offset");
        }
        List<Draft.OfMeasurement> answers = new ArrayList<>();
        addAnswers(response.path("item"), answers);
        if (answers.isEmpty()) {
            throw new NotAReading(new Refusal(Refusal.Type.UNKNOWN_VITAL,
                    "item must hold an answer whose linkId is a vital, such as breathlessness", "item", null));
        }
        String identity = References.identityOf(response);
        return new Draft(new Scalar.Text(references.virtualDeviceOf(response)),
                identity == null ? null : new Scalar.Text(identity), authored, null, answers, null, null, null,
                ObservationReader.isTest(response) ? Set.of(MeasurementStatus.TEST) : Set.of());
    }

    /// Questions may stand in groups.
    private static void addAnswers(JsonNode items, List<Draft.OfMeasurement> answers) {
        for (JsonNode item : items) {
            Optional<Vital> vital = Vital.ofKey(item.path("linkId").asText());
            JsonNode given = item.path("answer");
            if (vital.isPresent() && !given.isEmpty()) {
                answers.add(
                        new Draft.OfMeasurement(new Scalar.Text(vital.get().key()), only(vital.get(), given), null));
            }
            addAnswers(item.path("item"), answers);
        }
    }

    private static @Nullable Scalar only(Vital vital, JsonNode answers) {
        if (answers.size() > 1) {
            throw NotAReading.malformed("item", "must hold one answer of " + vital);
        }
        JsonNode answer = answers.path(0);
        Optional<SymptomGrade> grade = vital.isSymptom() ? grade(answer) : Optional.empty();
        if (grade.isPresent()) {
            return new Scalar.Number(BigDecimal.valueOf(grade.get().score()));
        }
        return JsonTree.scalar(answer.has("valueInteger") ? answer.path("valueInteger")
                : answer.path("valueDecimal"));
    }

    private static Optional<SymptomGrade> grade(JsonNode answer) {
        JsonNode present = answer.path("valueBoolean");
        return present.isBoolean() ? Optional.of(present.booleanValue() ? SymptomGrade.PRESENT : SymptomGrade.NONE)
                : VitalCodes.gradeOfCoding(answer.path("valueCoding"));
    }
}
