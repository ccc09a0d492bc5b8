package dev.vigil.domain.score;

/// Why no score may be computed for a person.
public enum ScoreRefusal {
    AGE_UNKNOWN("NEWS2 is not computed: the date of birth is not known"),
    UNDER_16("NEWS2 is not computed: it is not valid under 16 years of age"),
    PREGNANT("NEWS2 is not computed: it is not valid in pregnancy");

    private final String sentence;

    ScoreRefusal(String sentence) {
        this.sentence = sentence;
    }

    /// One sentence for the page.
    public String sentence() {
        return sentence;
    }
}
