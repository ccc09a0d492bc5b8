package dev.vigil.wire.plan;

import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Question;
import dev.vigil.domain.vital.SymptomGrade;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.vital.VitalCoding;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;

/// A plan's questions as a FHIR R4 Questionnaire, for whatever asks them. The link id of a question is its vital, and
/// so a QuestionnaireResponse needs nothing else to become a reading.
public final class QuestionnaireJson {

    private static final String EXTENSIONS = "http://hl7.org/fhir/StructureDefinition/";
    private static final ResourceBundle GRADES = ResourceBundle.getBundle("questions.grades");
    private static final List<String> GRADE_LANGUAGES = List.of("ar", "de", "es", "fr");

    private QuestionnaireJson() {
    }

    /// @param plan one that asks something
    public static Map<String, Object> of(Plan plan) {
        Map<String, Object> questionnaire = tree("resourceType", "Questionnaire", "id", plan.id(), "language",
                plan.questions().getFirst().wording().getKey(), "url", "urn:vigil:questionnaire:" + plan.id());
        questionnaire.put("title", "Questions of plan " + plan.id());
        questionnaire.put("status", "active");
        questionnaire.put("subjectType", List.of("Patient"));
        questionnaire.put("item", plan.questions().stream().map(QuestionnaireJson::item).toList());
        return questionnaire;
    }

    private static Map<String, Object> item(Question question) {
        Vital vital = question.vital();
        Map<String, Object> item = new LinkedHashMap<>();
        if (question.answers() == Question.Answers.NUMBER) {
            item.put("extension", List.of(bound("minValue", vital.plausible().low().intValueExact()),
                    bound("maxValue", vital.plausible().high().intValueExact())));
        }
        item.put("linkId", vital.key());
        item.put("code", List.of(coding(vital.coding().system(), vital.coding().code(), vital.coding().display())));
        item.put("text", question.wording().getValue());
        Map<String, String> others = new LinkedHashMap<>(question.text());
        others.remove(question.wording().getKey());
        addTranslations(item, "_text", others);
        item.put("type", switch (question.answers()) {
            case YES_NO -> "boolean";
            case SEVERITY -> "choice";
            case NUMBER -> "integer";
        });
        if (question.answers() == Question.Answers.SEVERITY) {
            item.put("answerOption", Arrays.stream(SymptomGrade.values())
                    .map(grade -> tree("valueCoding", coding(grade))).toList());
        }
        return item;
    }

    /// SNOMED's own word, which is English, and what a person says in other languages.
    private static Map<String, Object> coding(SymptomGrade grade) {
        Map<String, Object> coding = coding(VitalCoding.SNOMED, grade.snomed(), grade.display());
        Map<String, String> others = new LinkedHashMap<>();
        GRADE_LANGUAGES.forEach(language -> others.put(language, GRADES.getString(language + "." + grade.code())));
        addTranslations(coding, "_display", others);
        return coding;
    }

    private static Map<String, Object> coding(String system, String code, String display) {
        return tree("system", system, "code", code, "display", display);
    }

    private static Map<String, Object> bound(String name, int value) {
        return tree("url", EXTENSIONS + name, "valueInteger", value);
    }

    private static void addTranslations(Map<String, Object> element, String companion, Map<String, String> others) {
        if (!others.isEmpty()) {
            element.put(companion, tree("extension", others
                    .entrySet().stream().map(other -> tree("url", EXTENSIONS + "translation",
                            "extension", List.of(tree("url", "lang", "valueCode", other.getKey()),
                                    tree("url", "content", "valueString", other.getValue()))))
                    .toList()));
        }
    }

    private static Map<String, Object> tree(Object... fields) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            tree.put(fields[i].toString(), fields[i + 1]);
        }
        return tree;
    }
}
