package dev.vigil.domain.score;

/// The scores that Vigil computes.
public enum ScoreName {
    NEWS2("news2");

    private final String key;

    ScoreName(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }
}
