package dev.vigil.alerts.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.PatientId;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final TopicPartition ALERTS = new TopicPartition(Topics.ALERTS.name(), 0);
    private static final TopicPartition MORE_ALERTS = new TopicPartition(Topics.ALERTS.name(), 1);
    private static final TopicPartition CURRENT = new TopicPartition(Topics.CURRENT.name(), 0);
    private static final TopicPartition PATIENTS = new TopicPartition(Topics.PATIENTS.name(), 0);

    private static Position at(long alerts, long pictures) {
        return new Position("cluster", NOW, Map.of(ALERTS, alerts, MORE_ALERTS, 7L, CURRENT, pictures, PATIENTS, 0L));
    }

    @Test
    void shouldBeReadAsItIsWritten() {
        assertThat(at(12, 40).id()).isEqualTo("v1.cluster." + NOW.getEpochSecond() + ".a=12,7.c=40.p=0");
        assertThat(Position.parse(at(12, 40).id())).contains(at(12, 40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "v2.c.1.a=0.c=0.p=0", "v1.c.x.a=0.c=0.p=0", "v1.c.1.a=.c=0.p=0",
        "v1.c.1.a=0.p=0.c=0", "v1.c.1.a=0.c=0", "v1.c.99999999999999999.a=0.c=0.p=0", "v1.c.1.a=0x.c=0.p=0"})
    void shouldNotBeGuessedFromWhatNoNodeWrote(String id) {
        assertThat(Position.parse(id)).isEmpty();
    }

    @Test
    void shouldResumeOnlyWhereTheNodeKnowsAsMuch() {
        Position node = at(12, 40);

        assertThat(at(12, 40).canResumeAt(node)).isTrue();
        assertThat(at(3, 0).canResumeAt(node)).isTrue();
        assertThat(at(13, 40).canResumeAt(node)).as("the node is behind, or the topic is another").isFalse();
        assertThat(at(-1, 40).canResumeAt(node)).isFalse();
        assertThat(new Position("other", NOW, node.next()).canResumeAt(node)).isFalse();
        assertThat(new Position("cluster", NOW, Map.of(ALERTS, 0L)).canResumeAt(node)).isFalse();
        assertThat(new Position("cluster", NOW.minus(Duration.ofHours(13)), node.next()).canResumeAt(node))
                .as("removals may be forgotten by now").isFalse();
    }

    @Test
    void shouldGoOnWithEachChangeAndNeverBack() {
        Change change = new Change(1, new Change.Subject.OfPicture(new PatientId("p")), CURRENT, 41);

        assertThat(at(12, 40).past(change, NOW)).isEqualTo(at(12, 42));
        assertThat(at(12, 50).past(change, NOW)).isEqualTo(at(12, 50));
    }
}
