package dev.vigil.app.topics;

import java.util.List;

/// What the provisioning found and did.
///
/// @param created names of topics that were not there
/// @param sound how many were there as they should be
public record TopicReport(List<String> created, int sound, List<TopicDrift> drift) {

    public TopicReport {
        created = List.copyOf(created);
        drift = List.copyOf(drift);
    }

    /// Drift under which keys would meet in different partitions; nothing may run on it.
    public List<TopicDrift> ofPartitions() {
        return drift.stream().filter(TopicDrift::ofPartitions).toList();
    }
}
