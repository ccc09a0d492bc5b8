package dev.vigil.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replaces a thread that died, up to a bound: beyond it the cause does not pass, and a loop of deaths would hide
/// that. A thread that gave up waiting for Kafka is replaced without end: an outage may last. Called by whichever
/// thread dies.
final class ThreadDeaths implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadDeaths.class);

    private static final int MOST = 10;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final String application;
    private final Counter deaths;
    private final Deque<Long> recent = new ArrayDeque<>();

    ThreadDeaths(String application, MeterRegistry meters) {
        this.application = application;
        deaths = meters.counter("vigil.streams.thread.deaths", "application", application);
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable cause) {
        deaths.increment();
        if (!isOutage(cause) && tooMany()) {
            LOG.error("{} stops: {} of its threads died within {}", application, MOST, WITHIN, cause);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("a thread of {} died and is replaced", application, cause);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isOutage(Throwable cause) {
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                .anyMatch(RetriableException.class::isInstance);
    }

    private synchronized boolean tooMany() {
        long now = System.nanoTime();
        recent.addLast(now);
        while (now - recent.getFirst() > WITHIN.toNanos()) {
            recent.removeFirst();
        }
        return recent.size() >= MOST;
    }
}
