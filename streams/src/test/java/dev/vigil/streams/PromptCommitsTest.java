package dev.vigil.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

/// Two tasks on one thread.
class PromptCommitsTest {

    private final MockProcessorContext<Void, Void> first = new MockProcessorContext<>();
    private final MockProcessorContext<Void, Void> second = new MockProcessorContext<>();
    private final PromptCommits commits = new PromptCommits();
    private Instant now = Instant.parse("2026-12-01T08:00:00Z");
    private final PromptCommits.OfTask ofFirst = commits.of(first, () -> now);
    private final PromptCommits.OfTask ofSecond = commits.of(second, () -> now);

    @Test
    void shouldCommitAtOnceWhatIsWantedAfterAPause() {
        ofFirst.want(now);

        assertThat(first.committed()).isTrue();
    }

    @Test
    void shouldNotCommitWhatNobodyWants() {
        later(Duration.ofHours(1));

        assertThat(first.committed()).isFalse();
    }

    @Test
    void shouldCommitOnceWhatIsWantedAgainSoonAfter() {
        ofFirst.want(now);
        first.resetCommit();

        later(Duration.ofMillis(10));
        ofFirst.want(now);
        ofFirst.want(now);
        assertThat(first.committed()).as("after 10 ms").isFalse();

        later(Duration.ofMillis(39));
        assertThat(first.committed()).as("after 49 ms").isFalse();

        later(Duration.ofMillis(1));
        assertThat(first.committed()).as("after 50 ms").isTrue();
        first.resetCommit();

        later(Duration.ofSeconds(1));
        assertThat(first.committed()).as("nothing is wanted any more").isFalse();
    }

    @Test
    void shouldLeaveToAnotherTasksCommitWhatItTakesAlong() {
        ofFirst.want(now);
        later(Duration.ofMillis(20));
        ofSecond.want(now);
        later(Duration.ofMillis(20));
        ofFirst.want(now);
        first.resetCommit();

        now = now.plusMillis(20);
        look(second);
        look(first);

        assertThat(second.committed()).isTrue();
        assertThat(first.committed()).isFalse();
    }

    @Test
    void shouldGoOnWhenTheClockIsSetBack() {
        ofFirst.want(now);
        first.resetCommit();

        now = now.minus(Duration.ofHours(1));
        ofFirst.want(now);

        assertThat(first.committed()).isTrue();
    }

    private void later(Duration by) {
        now = now.plus(by);
        look(first);
        look(second);
    }

    private void look(MockProcessorContext<Void, Void> context) {
        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(now.toEpochMilli());
    }
}
