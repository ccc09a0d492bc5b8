package dev.vigil.wire.plan;

import dev.vigil.domain.plan.Question;
import dev.vigil.domain.plan.Question.Answers;
import dev.vigil.domain.vital.Vital;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a plan asks.
final class QuestionReader {

    private static final Set<String> FIELDS = Set.of("vital", "answers", "text");

    private QuestionReader() {
    }

    /// Those that are right; the file is refused where one is not.
    static List<Question> questions(@Nullable Field field) {
        List<Question> questions = new ArrayList<>();
        for (Field item : field == null ? List.<Field>of() : field.items()) {
            Question question = question(item);
            if (question != null) {
                questions.add(question);
            }
        }
        return questions;
    }

    private static @Nullable Question question(Field item) {
        Map<String, Field> fields = item.mapping(FIELDS);
        Field of = fields.get("vital");
        Field text = fields.get("text");
        if (of == null || text == null) {
            item.refuse("vital and text are required");
            return null;
        }
        Vital vital = of.read(RuleReader::vital);
        Map<String, String> wordings = new LinkedHashMap<>();
        text.entries().forEach((language, wording) -> {
            String words = wording.text();
            if (words != null) {
                wordings.put(language, words);
            }
        });
        Field given = fields.get("answers");
        Answers answers = vital == null ? null : given == null ? Answers.of(vital)
                : given.read(RuleReader.code(Answers.values(), Answers::code));
        return vital == null || answers == null ? null : of.read(key -> new Question(vital, answers, wordings));
    }
}
