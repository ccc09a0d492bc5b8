package dev.vigil.alerts.view;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was measured of each patient in the last two days, for charts, and when each gateway was last heard. Older
/// times are answered by what is left of them: nothing. Thread-safe.
public final class RecentObservations implements TopicFollower.Listener {

    /// How far back it looks.
    public static final Duration KEPT = Duration.ofHours(48);

    private static final Logger LOG = LoggerFactory.getLogger(RecentObservations.class);

    private final Map<PatientId, Map<Vital, PointSeries>> patients = new ConcurrentHashMap<>();
    private final Map<String, Instant> gateways = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public RecentObservations(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void begins(Collection<TopicPartition> partitions) {
        LOG.debug("follows {} partitions of observations", partitions.size());
    }

    @Override
    public void hears(Iterable<ConsumerRecord<byte[], byte[]>> batch) {
        Instant oldest = clock.instant().minus(KEPT);
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            if (record.value() == null) {
                continue;
            }
            try {
                put(Topics.OBSERVATIONS.value().decode(record.value()), oldest);
            } catch (MalformedRecord e) {
                LOG.warn("skipped a malformed observation at {}-{}: {}", record.partition(), record.offset(),
                        e.getMessage());
            }
        }
    }

    private void put(Observation observation, Instant oldest) {
        String gateway = observation.gateway();
        if (gateway != null) {
            gateways.merge(gateway, observation.receivedAt(), (one, other) -> one.isAfter(other) ? one : other);
        }
        if (observation.takenAt().isBefore(oldest)) {
            return;
        }
        patients.compute(observation.patientId(), (id, known) -> {
            Map<Vital, PointSeries> series = known == null ? new EnumMap<>(Vital.class) : known;
            synchronized (series) {
                observation.measurements().forEach(measurement -> put(series, observation, measurement, oldest));
            }
            return series;
        });
    }

    private static void put(Map<Vital, PointSeries> series, Observation observation, Measurement measurement,
            Instant oldest) {
        PointSeries points = series.computeIfAbsent(measurement.vital(), PointSeries::new);
        points.forgetBefore(oldest);
        if (observation.status() == ObservationStatus.ENTERED_IN_ERROR) {
            points.remove(observation.takenAt());
        } else {
            points.put(observation.takenAt(), measurement.value(), measurement.questionable());
        }
    }

    /// Oldest first.
    public List<Point> of(PatientId patient, Vital vital, Instant from, Instant to) {
        Map<Vital, PointSeries> series = patients.get(patient);
        if (series == null || !from.isBefore(to)) {
            return List.of();
        }
        synchronized (series) {
            PointSeries points = series.get(vital);
            return points == null ? List.of() : points.between(from, to);
        }
    }

    /// When something last came through a gateway, whatever the time of measurement.
    public Optional<Instant> heardThrough(String gateway) {
        return Optional.ofNullable(gateways.get(gateway));
    }

    public void forget(PatientId patient) {
        patients.remove(patient);
    }
}
