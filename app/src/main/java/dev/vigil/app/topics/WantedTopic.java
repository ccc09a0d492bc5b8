package dev.vigil.app.topics;

import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A topic as the pipeline relies on it.
///
/// @param settings Kafka's topic settings that are not left to the broker
record WantedTopic(String name, int partitions, short replicationFactor, Map<String, String> settings) {

    /// Compaction alone forgets an erased patient in no bounded time; with these it does within two days.
    private static final Duration FORGET_WITHIN = Duration.ofHours(24);

    private static final short ENOUGH_REPLICAS_TO_LOSE_ONE = 3;

    static List<WantedTopic> all(int partitions, int replicationFactor) {
        return Topics.all().stream().map(topic -> of(topic, partitions, (short) replicationFactor)).toList();
    }

    private static WantedTopic of(Topic<?, ?> topic, int partitions, short replicationFactor) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("cleanup.policy", cleanupPolicy(topic.cleanup()));
        Duration retention = topic.retention();
        if (retention != null) {
            settings.put("retention.ms", Long.toString(retention.toMillis()));
        }
        if (topic.cleanup() != Topic.Cleanup.DELETE) {
            String day = Long.toString(FORGET_WITHIN.toMillis());
            settings.put("segment.ms", day);
            settings.put("max.compaction.lag.ms", day);
            settings.put("delete.retention.ms", day);
        }
        if (topic == Topics.INBOUND) {
            // Producers of any clock write here; the broker refuses records whose own time is ahead.
            settings.put("message.timestamp.type", "LogAppendTime");
        }
        settings.put("min.insync.replicas", replicationFactor >= ENOUGH_REPLICAS_TO_LOSE_ONE ? "2" : "1");
        return new WantedTopic(topic.name(), partitions, replicationFactor, settings);
    }

    private static String cleanupPolicy(Topic.Cleanup cleanup) {
        return switch (cleanup) {
            case DELETE -> "delete";
            case COMPACT -> "compact";
            case COMPACT_AND_DELETE -> "compact,delete";
        };
    }

    /// What an existing topic does not keep to.
    List<TopicDrift> driftOf(int actualPartitions, Map<String, String> actual) {
        List<TopicDrift> drift = new ArrayList<>();
        if (actualPartitions != partitions) {
            drift.add(new TopicDrift(name, TopicDrift.PARTITIONS, Integer.toString(partitions),
                    Integer.toString(actualPartitions)));
        }
        settings.forEach((key, wanted) -> {
            String found = actual.getOrDefault(key, "");
            if (!sameSetting(wanted, found)) {
                drift.add(new TopicDrift(name, key, wanted, found));
            }
        });
        return drift;
    }

    /// `compact,delete` and `delete,compact` say the same.
    private static boolean sameSetting(String wanted, String found) {
        return List.of(wanted.split(",")).size() == List.of(found.split(",")).size()
                && List.of(found.split(",")).containsAll(List.of(wanted.split(",")));
    }
}
