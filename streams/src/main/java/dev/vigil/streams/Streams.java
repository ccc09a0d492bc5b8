package dev.vigil.streams;

import dev.vigil.http.Readiness;
import dev.vigil.streams.admission.AdmissionTopology;
import dev.vigil.streams.monitoring.MonitoringTopology;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;

/// The streams stage: both applications in this process. They meet only through topics, so either can be slow,
/// restart or fail without the other.
///
/// The topics must exist. [#close] ends open transactions and keeps the state on disk; without it the next start
/// rebuilds the state from Kafka, and nothing is lost either.
public final class Streams implements AutoCloseable {

    private final List<StreamsApplication> applications;

    private Streams(List<StreamsApplication> applications) {
        this.applications = List.copyOf(applications);
    }

    public static Streams start(StreamsConfig config, KafkaConnection kafka, MeterRegistry meters,
            InstantSource clock) {
        StreamsApplication admission = StreamsApplication.start(AdmissionTopology.APPLICATION,
                AdmissionTopology.build(config.parkedAtMost(), clock, meters), config, kafka, meters);
        StreamsApplication monitoring = StreamsApplication.start(MonitoringTopology.APPLICATION,
                MonitoringTopology.build(clock, meters), config, kafka, meters);
        return new Streams(List.of(admission, monitoring));
    }

    /// What each application needs in order to work, for `/health/ready`.
    public List<Readiness> readiness() {
        return applications.stream()
                .map(application -> new Readiness(application.name(), application::whyNotReady)).toList();
    }

    /// Whether everything that arrives is worked on right now.
    public boolean ready() {
        return applications.stream().allMatch(application -> application.whyNotReady().isEmpty());
    }

    @Override
    public void close() {
        applications.parallelStream().forEach(StreamsApplication::close);
    }
}
