package dev.vigil.streams.monitoring;

import dev.vigil.domain.reading.Observation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/// What monitoring tells an operator: how long from admission to signal, and what was unreadable.
final class MonitoringMetrics {

    private final MeterRegistry meters;
    private final Timer admittedSignalled;

    MonitoringMetrics(MeterRegistry meters) {
        this.meters = meters;
        admittedSignalled = Timer.builder("vigil.stage").tag("stage", "admitted_signalled")
                .publishPercentileHistogram().register(meters);
    }

    void signalled(Observation observation, Instant now) {
        Duration took = Duration.between(observation.admittedAt(), now);
        admittedSignalled.record(took.isNegative() ? Duration.ZERO : took);
    }

    MeterRegistry meters() {
        return meters;
    }

    void malformed(String topic) {
        meters.counter("vigil.malformed", "topic", topic).increment();
    }
}
