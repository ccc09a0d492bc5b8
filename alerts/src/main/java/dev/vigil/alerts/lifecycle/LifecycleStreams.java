package dev.vigil.alerts.lifecycle;

import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.StreamsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running lifecycle application. A thread that dies is replaced: what made it die (a broker that left, a fenced
/// transaction) passes, and what it was doing is done again. Closes cleanly, so that a restart need not replay.
public final class LifecycleStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleStreams.class);
    private static final String APPLICATION = "vigil-alerts";
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final KafkaStreams streams;

    private LifecycleStreams(KafkaStreams streams) {
        this.streams = streams;
    }

    public static LifecycleStreams start(KafkaConnection kafka, Path stateDir, int threads, InstantSource clock,
            MeterRegistry meters) {
        Properties properties = new Properties();
        properties.putAll(new StreamsSettings(APPLICATION, stateDir, threads).properties(kafka));
        KafkaStreams streams = new KafkaStreams(LifecycleTopology.build(clock, meters), properties);
        streams.setUncaughtExceptionHandler(e -> {
            LOG.error("a thread of {} died and is replaced: {}", APPLICATION, e.getClass().getName());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.start();
        return new LifecycleStreams(streams);
    }

    /// Why no command is carried out right now, empty when they are.
    public Optional<String> whyNotReady() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING ? Optional.empty() : Optional.of(APPLICATION + " is " + state);
    }

    @Override
    public void close() {
        streams.close(CLOSE_WITHIN);
    }
}
