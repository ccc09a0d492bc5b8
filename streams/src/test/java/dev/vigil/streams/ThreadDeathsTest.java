package dev.vigil.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadDeathsTest {

    private final ThreadDeaths deaths = new ThreadDeaths("vigil-test", new SimpleMeterRegistry());

    @Test
    void shouldReplaceAThreadAndStopWhenThreadsDieOverAndOver() {
        for (int death = 1; death < 10; death++) {
            assertThat(deaths.handle(new IllegalStateException())).isEqualTo(REPLACE_THREAD);
        }

        assertThat(deaths.handle(new IllegalStateException())).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void shouldOutlastAnOutageOfKafka() {
        for (int death = 1; death < 100; death++) {
            assertThat(deaths.handle(new StreamsException(new TimeoutException()))).isEqualTo(REPLACE_THREAD);
        }
    }
}
