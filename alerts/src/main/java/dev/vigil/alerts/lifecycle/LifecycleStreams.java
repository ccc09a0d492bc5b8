package dev.vigil.alerts.lifecycle;

import dev.vigil.wire.Failover;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.StreamsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running lifecycle application. A thread that dies is replaced: what made it die (a broker that left, a fenced
/// transaction) mostly passes, and what it was doing is done again. Where threads die over and over the application
/// stops and stays not ready, for a supervisor to see. Closes cleanly, so that a restart need not replay.
public final class LifecycleStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleStreams.class);

    private static final String APPLICATION = "vigil-alerts";
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;

    private LifecycleStreams(KafkaStreams streams, KafkaStreamsMetrics metrics) {
        this.streams = streams;
        this.metrics = metrics;
    }

    public static LifecycleStreams start(KafkaConnection kafka, Path stateDir, int threads, InstantSource clock,
            MeterRegistry meters) {
        Failover failover = Failover.of(kafka);
        if (failover.advice() != null) {
            LOG.warn(failover.advice());
        }
        Properties properties = new Properties();
        properties.putAll(new StreamsSettings(APPLICATION, stateDir, threads).properties(kafka, failover));
        KafkaStreams streams = new KafkaStreams(LifecycleTopology.build(clock, meters), properties);
        streams.setUncaughtExceptionHandler(new ThreadDeaths(APPLICATION, clock, meters));
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(meters);
        streams.start();
        return new LifecycleStreams(streams, metrics);
    }

    /// Why no command is carried out right now, empty when they are.
    public Optional<String> whyNotReady() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING ? Optional.empty() : Optional.of(APPLICATION + " is " + state);
    }

    @Override
    public void close() {
        // Leaving the group spares whoever goes on the wait for the end of this instance's session.
        streams.close(CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        metrics.close();
    }
}
