package dev.vigil.app.client;

import java.util.Map;
import java.util.TreeMap;

/// What ingest said of the readings pushed. Thread-safe.
public final class PushCount {

    private long accepted;
    private long failed;
    private long retries;
    private final Map<String, Long> rejected = new TreeMap<>();

    synchronized void accept(long readings) {
        accepted += readings;
    }

    synchronized void fail(long readings) {
        failed += readings;
    }

    synchronized void reject(String type) {
        rejected.merge(type, 1L, Long::sum);
    }

    synchronized void retry() {
        retries++;
    }

    public synchronized long accepted() {
        return accepted;
    }

    /// Never acknowledged within the patience: not lost, still in the recording.
    public synchronized long failed() {
        return failed;
    }

    public synchronized long retries() {
        return retries;
    }

    public synchronized long rejected() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    public synchronized Map<String, Long> rejectedByType() {
        return Map.copyOf(rejected);
    }
}
