package dev.vigil.alerts.lifecycle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replaces a thread that died, up to a bound: beyond it the cause does not pass, and a loop of deaths would hide that.
/// Topics that are not there yet are waited for. Called by whichever thread dies.
final class ThreadDeaths implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadDeaths.class);
    private static final int MOST = 10;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Counter deaths;
    private final Deque<Instant> recent = new ArrayDeque<>();

    ThreadDeaths(String application, InstantSource clock, MeterRegistry meters) {
        this.clock = clock;
        deaths = meters.counter("vigil.streams.thread.deaths", "application", application);
    }

    /// The class and the place of a failure may be logged; its message may quote a record.
    @Override
    public StreamThreadExceptionResponse handle(Throwable cause) {
        if (cause instanceof MissingSourceTopicException) {
            LOG.warn("the lifecycle waits for its topics");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        deaths.increment();
        boolean tooMany = isTooMany();
        StackTraceElement[] trace = cause.getStackTrace();
        LOG.error("a lifecycle thread died of {} at {} and is {}", cause.getClass().getName(),
                trace.length == 0 ? "?" : trace[0], tooMany ? "not replaced" : "replaced");
        return tooMany ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private synchronized boolean isTooMany() {
        Instant now = clock.instant();
        recent.addLast(now);
        while (Duration.between(recent.getFirst(), now).compareTo(WITHIN) > 0) {
            recent.removeFirst();
        }
        return recent.size() >= MOST;
    }
}
