package dev.vigil.streams;

import dev.vigil.http.Readiness;
import dev.vigil.streams.admission.AdmissionTopology;
import dev.vigil.streams.monitoring.KeptPatients;
import dev.vigil.streams.monitoring.MonitoringTopology;
import dev.vigil.streams.query.PatientQueries;
import dev.vigil.wire.Failover;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The streams stage: both applications in this process. They meet only through topics, so either can be slow,
/// restart or fail without the other.
///
/// The topics must exist. [#close] ends open transactions and keeps the state on disk; without it the next start
/// rebuilds the state from Kafka, and nothing is lost either.
public final class Streams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    private final List<StreamsApplication> applications;
    private final StoreMemory memory;
    private final @Nullable PatientQueries queries;

    private Streams(List<StreamsApplication> applications, StoreMemory memory, @Nullable PatientQueries queries) {
        this.applications = List.copyOf(applications);
        this.memory = memory;
        this.queries = queries;
    }

    public static Streams start(StreamsConfig config, KafkaConnection kafka, MeterRegistry meters,
            InstantSource clock) {
        Failover failover = Failover.of(kafka);
        if (failover.advice() != null) {
            LOG.warn(failover.advice());
        }
        StoreMemory memory = new StoreMemory(StoreMemory.BYTES);
        StreamsApplication admission = StreamsApplication.start(AdmissionTopology.APPLICATION,
                AdmissionTopology.build(config.parkedAtMost(), clock, meters),
                StreamsProperties.of(AdmissionTopology.APPLICATION, config, kafka, failover, memory), meters);
        StreamsApplication monitoring = StreamsApplication.start(MonitoringTopology.APPLICATION,
                MonitoringTopology.build(clock, meters),
                StreamsProperties.of(MonitoringTopology.APPLICATION, config, kafka, failover, memory), meters);
        InetSocketAddress address = config.address();
        return new Streams(List.of(admission, monitoring), memory, address == null ? null
                : new PatientQueries(new KeptPatients(monitoring.streams()),
                        new HostInfo(address.getHostString(), address.getPort()), clock));
    }

    /// Empty where no address was given for the query API.
    public Optional<PatientQueries> queries() {
        return Optional.ofNullable(queries);
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
        boolean closed =
                applications.parallelStream().map(StreamsApplication::closed).reduce(true, Boolean::logicalAnd);
        if (closed) { // a thread that still runs would reach into memory that is gone
            memory.close();
        }
    }
}
