package dev.vigil.domain.plan;

import dev.vigil.domain.vital.Vital;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A question that a plan asks the person at home. Its answer is a measurement of the vital like any other.
///
/// @param text by language (BCP 47), never empty; the first is what is asked where none fits
public record Question(Vital vital, Answers answers, Map<String, String> text) {

    private static final int LONGEST = 300;

    /// What may be answered.
    public enum Answers {
        /// Whether a symptom is there.
        YES_NO("yes-no"),
        /// How much of a symptom there is.
        SEVERITY("severity"),
        /// A whole number of the vital's range.
        NUMBER("number");

        private final String code;

        Answers(String code) {
            this.code = code;
        }

        /// The name in a plan file.
        public String code() {
            return code;
        }

        public static Optional<Answers> ofCode(String code) {
            return Arrays.stream(values()).filter(answers -> answers.code.equals(code)).findFirst();
        }

        /// What a vital is asked for where a plan does not say.
        public static Answers of(Vital vital) {
            return vital.isSymptom() ? SEVERITY : NUMBER;
        }
    }

    public Question {
        if (!vital.isSymptom() && vital != Vital.PAIN) {
            throw new IllegalArgumentException("must be a symptom or pain: anything else is measured, not asked");
        }
        if (vital.isSymptom() == (answers == Answers.NUMBER)) {
            throw new IllegalArgumentException("a symptom is answered by yes-no or severity, pain by number");
        }
        if (text.isEmpty() || !text.entrySet().stream().allMatch(Question::isWording)) {
            throw new IllegalArgumentException("text must have 1 to " + LONGEST
                    + " characters in each language, by codes such as en or pt-BR");
        }
        text = Collections.unmodifiableMap(new LinkedHashMap<>(text));
    }

    /// What is asked where the reader's language is not there.
    public Map.Entry<String, String> wording() {
        return text.entrySet().iterator().next();
    }

    private static boolean isWording(Map.Entry<String, String> wording) {
        return wording.getKey().matches("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}") && !wording.getValue().isBlank()
                && wording.getValue().length() <= LONGEST;
    }
}
