package dev.vigil.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

    private final Map<String, Object> properties = new StreamsSettings("app", Path.of("state"), 2)
            .properties(new KafkaConnection("kafka:9092", Map.of("security.protocol", "SSL")), Failover.cautious());

    @Test
    void shouldBeExactlyOnceAndQuick() {
        assertThat(properties).containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("producer.linger.ms", 5).containsEntry("statestore.cache.max.bytes", 0L)
                .containsEntry("producer.max.in.flight.requests.per.connection", 1)
                .containsEntry("consumer.auto.offset.reset", "earliest");
        assertThat((long) properties.get("commit.interval.ms")).isLessThanOrEqualTo(50);
        assertThat((long) properties.get("poll.ms")).isLessThanOrEqualTo(10);
    }

    @Test
    void shouldNoticeADeadInstanceInSecondsAndForgetWithinADay() {
        assertThat((int) properties.get("consumer.session.timeout.ms")).isLessThanOrEqualTo(6_000)
                .isGreaterThanOrEqualTo(3 * (int) properties.get("consumer.heartbeat.interval.ms"));
        assertThat(properties).containsEntry("num.standby.replicas", 1)
                .containsEntry("topic.max.compaction.lag.ms", 86_400_000L);
    }

    @Test
    void shouldCarryTheSitesOwnSettings() {
        assertThat(properties).containsEntry("bootstrap.servers", "kafka:9092")
                .containsEntry("security.protocol", "SSL").containsEntry("application.id", "app")
                .containsEntry("num.stream.threads", 2);
    }
}
