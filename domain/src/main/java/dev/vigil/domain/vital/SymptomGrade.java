package dev.vigil.domain.vital;

import java.util.Arrays;
import java.util.Optional;

/// How much of a symptom there is: the answers of a verbal rating scale, as the score that rules hold against limits.
/// A plain "yes" says no more than that it is present, which is 1 too: `atLeast: 1` means the symptom, however asked.
///
/// Codes are SNOMED CT qualifiers: absent, present, and the two severities that FHIR's condition-severity lists.
public enum SymptomGrade {
    NONE("none", "2667000", "Absent"),
    PRESENT("present", "52101004", "Present"),
    MODERATE("moderate", "6736007", "Moderate"),
    SEVERE("severe", "24484000", "Severe");

    private final String code;
    private final String snomed;
    private final String display;

    SymptomGrade(String code, String snomed, String display) {
        this.code = code;
        this.snomed = snomed;
        this.display = display;
    }

    /// The value of a measurement.
    public int score() {
        return ordinal();
    }

    public String code() {
        return code;
    }

    public String snomed() {
        return snomed;
    }

    public String display() {
        return display;
    }

    public static Optional<SymptomGrade> ofScore(int score) {
        return score >= 0 && score < values().length ? Optional.of(values()[score]) : Optional.empty();
    }

    public static Optional<SymptomGrade> ofSnomed(String code) {
        return Arrays.stream(values()).filter(grade -> grade.snomed.equals(code)).findFirst();
    }
}
