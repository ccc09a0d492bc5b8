package dev.vigil.app.replay;

import java.util.Map;
import java.util.TreeMap;

/// What ingest said of the readings pushed. Not thread-safe.
public final class PushCount {

    private long accepted;
    private long failed;
    private long retries;
    private final Map<String, Long> rejected = new TreeMap<>();

    void accept(long readings) {
        accepted += readings;
    }

    void fail(long readings) {
        failed += readings;
    }

    void reject(String type) {
        rejected.merge(type, 1L, Long::sum);
    }

    void retry() {
        retries++;
    }

    public long accepted() {
        return accepted;
    }

    /// Never acknowledged within the patience: not lost, still in the recording.
    public long failed() {
        return failed;
    }

    public long retries() {
        return retries;
    }

    public long rejected() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    public Map<String, Long> rejectedByType() {
        return Map.copyOf(rejected);
    }
}
