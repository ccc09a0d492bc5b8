package dev.vigil.app.topics;

/// Where an existing topic differs from what the pipeline relies on.
public record TopicDrift(String topic, String setting, String wanted, String found) {

    static final String PARTITIONS = "partitions";

    /// A key's partition depends on their number, so on a topic in use it can neither shrink nor grow.
    public boolean ofPartitions() {
        return setting.equals(PARTITIONS);
    }

    @Override
    public String toString() {
        return topic + ": " + setting + " is " + (found.isEmpty() ? "not set" : found) + ", should be " + wanted
                + (ofPartitions() ? "; the number of partitions is for life, set topics.partitions to it" : "");
    }
}
