package dev.vigil.domain.score;

/// NEWS2 response tiers (RCP chart 4), lowest first.
public enum ScoreBand {
    NONE("none"), LOW("low"), LOW_MEDIUM("low-medium"), MEDIUM("medium"), HIGH("high");

    private final String code;

    ScoreBand(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
