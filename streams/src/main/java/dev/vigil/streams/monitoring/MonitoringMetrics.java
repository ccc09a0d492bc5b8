package dev.vigil.streams.monitoring;

import dev.vigil.domain.reading.Observation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// What monitoring tells an operator: how long from admission to signal, what was unreadable, and whether any ingest is
/// heard.
final class MonitoringMetrics {

    private final MeterRegistry meters;
    private final Timer admittedSignalled;
    private final AtomicInteger ingestHeard = new AtomicInteger(1);

    MonitoringMetrics(MeterRegistry meters) {
        this.meters = meters;
        admittedSignalled = Timer.builder("vigil.stage").tag("stage", "admitted_signalled")
                .publishPercentileHistogram().register(meters);
        Gauge.builder("vigil.ingest.heard", ingestHeard, AtomicInteger::get).register(meters);
    }

    /// All tasks of the process read the same heartbeats.
    void ingestHeard(boolean isHeard) {
        ingestHeard.set(isHeard ? 1 : 0);
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
