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

    /// Precedence: 7 or more, 5 or more, a single 3, 1 or more.
    static ScoreBand news2(int total, boolean singleUrgent) {
        if (total >= 7) {
            return HIGH;
        }
        if (total >= 5) {
            return MEDIUM;
        }
        if (singleUrgent) {
            return LOW_MEDIUM;
        }
        return total >= 1 ? LOW : NONE;
    }
}
