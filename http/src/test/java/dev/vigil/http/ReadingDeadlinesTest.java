package dev.vigil.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ReadingDeadlinesTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    private final ReadingDeadlines deadlines = new ReadingDeadlines(SHORT);

    @Test
    void shouldInterruptWhoReadsForTooLongAndLeaveNoTraceOfIt() throws Exception {
        CompletableFuture<Long> took = new CompletableFuture<>();
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            long started = System.nanoTime();
            deadlines.begin();
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
            took.complete(System.nanoTime() - started);
            deadlines.done();
            left.complete(Thread.currentThread().isInterrupted());
        });
        assertThat(took.get(5, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(left.get()).isFalse();
    }

    @Test
    void shouldLeaveAloneWhoIsDoneInTimeHoweverOften() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            long end = System.nanoTime() + 5 * SHORT.toNanos();
            while (System.nanoTime() < end) {
                deadlines.begin();
                deadlines.done();
            }
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        assertThat(interrupted.get(5, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void shouldForgetWhoEndsWithoutAWord() throws Exception {
        Thread.ofVirtual().start(deadlines::begin).join();
        assertThat(deadlines.reading()).isOne();
        await().until(() -> deadlines.reading() == 0);
    }
}
