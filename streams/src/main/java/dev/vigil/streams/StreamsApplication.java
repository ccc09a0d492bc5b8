package dev.vigil.streams;

import static org.apache.kafka.streams.StreamsConfig.STATE_DIR_CONFIG;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/// One running Kafka Streams application: how it is watched, what happens when a thread of it dies, how it ends.
///
/// A thread that dies is replaced, since most causes pass (a broker that left, a fenced transaction) and what it was
/// doing is done again. One that dies over and over has a cause that does not pass: then the application stops, says
/// so and stays not ready, for a supervisor to see.
final class StreamsApplication {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    /// Heartbeats are due every one and a half seconds at most; a broker not heard of for so long is away.
    private static final double SILENT_SECONDS = 6;

    private final String name;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;

    private StreamsApplication(String name, KafkaStreams streams, KafkaStreamsMetrics metrics) {
        this.name = name;
        this.streams = streams;
        this.metrics = metrics;
    }

    static StreamsApplication start(String name, Topology topology, Properties properties, MeterRegistry meters) {
        KafkaStreams streams = new KafkaStreams(topology, properties); // takes the state directory for itself
        new LocalState(Path.of(properties.getProperty(STATE_DIR_CONFIG), name))
                .removeWhatCannotBeOpened();
        streams.setUncaughtExceptionHandler(new ThreadDeaths(name, meters));
        streams.setGlobalStateRestoreListener(new RestoreTimes(meters));
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(meters);
        streams.start();
        return new StreamsApplication(name, streams, metrics);
    }

    KafkaStreams streams() {
        return streams;
    }

    String name() {
        return name;
    }

    Optional<String> whyNotReady() {
        KafkaStreams.State state = streams.state();
        if (state != KafkaStreams.State.RUNNING) {
            return Optional.of(name + " is " + state);
        }
        DoubleSummaryStatistics seconds = secondsSinceHeartbeat();
        if (seconds.getMin() < 0) {
            return Optional.of(name + " waits for Kafka's first answer");
        }
        return seconds.getMax() > SILENT_SECONDS ? Optional.of("Kafka does not answer") : Optional.empty();
    }

    /// An application stays RUNNING while its broker is away; its heartbeats tell. Before the first one Kafka says -1,
    /// and would say so for ever if the broker left before it.
    private DoubleSummaryStatistics secondsSinceHeartbeat() {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
                .mapToDouble(metric -> metric.metricValue() instanceof Number seconds ? seconds.doubleValue() : 0)
                .summaryStatistics();
    }

    /// Ends open transactions, keeps the state and leaves the group, so that nobody waits for the end of a session;
    /// says whether every thread has ended in time.
    boolean closed() {
        boolean ended = streams.close(CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        metrics.close();
        return ended;
    }
}
