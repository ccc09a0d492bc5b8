package dev.vigil.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WantedTopicTest {

    private final List<WantedTopic> wanted = WantedTopic.all(6, 3);

    @Test
    void shouldWantEveryTopicWithTheSamePartitionsSoThatEqualKeysMeet() {
        assertThat(wanted).extracting(WantedTopic::name)
                .containsExactlyElementsOf(Topics.all().stream().map(Topic::name).toList());
        assertThat(wanted).allMatch(topic -> topic.partitions() == 6 && topic.replicationFactor() == 3);
    }

    @Test
    void shouldKeepReadingsAWeekAndTheLatestOfEachPatientForGood() {
        assertThat(named(Topics.READINGS).settings()).containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "604800000");
        assertThat(named(Topics.CURRENT).settings()).containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms").containsEntry("max.compaction.lag.ms", "86400000");
        assertThat(named(Topics.OUTCOMES).settings()).containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("retention.ms", "2592000000");
    }

    @Test
    void shouldAskForTwoReplicasInSyncOnAClusterOnly() {
        assertThat(named(Topics.READINGS).settings()).containsEntry("min.insync.replicas", "2");
        assertThat(WantedTopic.all(1, 1).getFirst().settings()).containsEntry("min.insync.replicas", "1");
    }

    @Test
    void shouldReportPartitionsAndSettingsThatDiffer() {
        WantedTopic outcomes = named(Topics.OUTCOMES);
        Map<String, String> actual = new HashMap<>(outcomes.settings());
        actual.put("cleanup.policy", "delete,compact");
        assertThat(outcomes.driftOf(6, actual)).isEmpty();
        actual.put("retention.ms", "1000");
        assertThat(outcomes.driftOf(4, actual)).containsExactly(
                new TopicDrift(Topics.OUTCOMES.name(), TopicDrift.PARTITIONS, "6", "4"),
                new TopicDrift(Topics.OUTCOMES.name(), "retention.ms", "2592000000", "1000"));
    }

    private WantedTopic named(Topic<?, ?> topic) {
        return wanted.stream().filter(each -> each.name().equals(topic.name())).findFirst().orElseThrow();
    }
}
