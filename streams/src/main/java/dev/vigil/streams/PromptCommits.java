package dev.vigil.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/// Ends a stream thread's transaction soon where somebody waits for what is in it; the rest waits for
/// [StreamsProperties#COMMIT_INTERVAL]. One for all tasks of an application, since a thread commits its tasks together.
public final class PromptCommits {

    /// A transaction tells each partition that it began and ended there. Ended more often, that costs more than what
    /// was written.
    private static final Duration APART = Duration.ofMillis(50);

    private static final Duration LOOK = Duration.ofMillis(10);

    private final ThreadLocal<Instant> latest = ThreadLocal.withInitial(() -> Instant.EPOCH);

    public OfTask of(ProcessorContext<?, ?> context, InstantSource clock) {
        OfTask task = new OfTask(context);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, ignored -> task.look(clock.instant()));
        return task;
    }

    /// What one task wants of its thread.
    public final class OfTask {

        private final ProcessorContext<?, ?> context;
        private @Nullable Instant wantedSince;

        private OfTask(ProcessorContext<?, ?> context) {
            this.context = context;
        }

        /// At once where the thread has not committed lately, else as soon as that is so.
        public void want(Instant now) {
            if (wantedSince == null) {
                wantedSince = now;
            }
            look(now);
        }

        private void look(Instant now) {
            if (wantedSince == null) {
                return;
            }
            Instant before = latest.get();
            if (wantedSince.isBefore(before) && !now.isBefore(before)) {
                wantedSince = null; // another task's commit took it along
            } else if (Duration.between(before, now).abs().compareTo(APART) >= 0) { // a clock may be set back
                wantedSince = null;
                latest.set(now);
                context.commit();
            }
        }
    }
}
