package dev.vigil.app.pipeline;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.window.Summary;
import dev.vigil.streams.admission.AdmissionTopology;
import dev.vigil.streams.monitoring.MonitoringTopology;
import dev.vigil.wire.Failover;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.StreamsSettings;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/// Admission and monitoring one behind the other, on a clock that moves when told to, and the last word on everything
/// that they said, without what speaks of arrival: receipt, lateness and revision.
final class TwoStages implements AutoCloseable {

    private final TopologyTestDriver admission;
    private final TopologyTestDriver monitoring;
    private final Map<String, Observation> observations = new TreeMap<>();
    private final Map<String, Score> scores = new TreeMap<>();
    private final Map<String, Summary> summaries = new TreeMap<>();
    private Instant now;

    TwoStages(Path directory, Instant start) {
        now = start;
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        admission = driver("admission", directory, AdmissionTopology.build(Duration.ofHours(24), () -> now, meters));
        monitoring = driver("monitoring", directory, MonitoringTopology.build(() -> now, meters));
    }

    private TopologyTestDriver driver(String name, Path directory, Topology topology) {
        Properties properties = new Properties();
        properties.putAll(new StreamsSettings(name, directory, 1).properties(KafkaConnection.to("nowhere:1"),
                Failover.cautious()));
        return new TopologyTestDriver(topology, properties, now);
    }

    /// Forward only.
    void passTo(Instant time) {
        if (time.isAfter(now)) {
            Duration by = Duration.between(now, time);
            now = time;
            admission.advanceWallClockTime(by);
            handOn();
            monitoring.advanceWallClockTime(by);
        }
    }

    Instant now() {
        return now;
    }

    void enrol(PatientId patient) {
        pipe(monitoring, Topics.PATIENTS, patient, new Patient(patient, LocalDate.of(1950, 1, 1), null, null, null,
                null, List.of(), List.of(), List.of(PatientSettings.initial(Instant.EPOCH))));
    }

    void assign(DeviceId device, List<Assignment> assignments) {
        pipe(admission, Topics.DEVICES, device, new Device(device, null, null, null, assignments));
        handOn();
    }

    void retract(DeviceId device, ReadingId reading) {
        pipe(admission, Topics.RETRACTIONS, device, new Retraction(device, reading, "wrong patient in the room", now,
                null, Door.HTTP));
        handOn();
    }

    /// As if it had come this moment.
    void receive(Reading reading) {
        pipe(admission, Topics.READINGS, reading.deviceId(), new Reading(reading.deviceId(), reading.id(),
                reading.takenAt(), reading.takenAgo(), reading.measurements(), reading.battery(),
                reading.signalQuality(), reading.sentAt(), now, reading.gateway(), reading.door(), reading.status(),
                reading.replaces()));
        handOn();
    }

    private void handOn() {
        read(admission, Topics.OBSERVATIONS, observation -> {
            observations.merge(observation.id(), observation, (before, after) -> {
                if (before.revision() >= after.revision()) {
                    throw new AssertionError("revisions must rise");
                }
                return after;
            });
            pipe(monitoring, Topics.OBSERVATIONS, observation.patientId(), observation);
        });
    }

    /// Observations, scores and summaries that stand in the end, one line each.
    Set<String> results() {
        read(monitoring, Topics.SCORES, score -> scores.put(score.id(), score));
        read(monitoring, Topics.SUMMARIES, summary -> summaries.put(summary.patientId() + " " + summary.vital() + " "
                + summary.window() + " " + summary.from(), summary));
        Set<String> results = new TreeSet<>();
        observations.values().stream().filter(each -> each.status() == ObservationStatus.FINAL)
                .map(each -> "observation " + each.id() + " " + each.patientId() + " " + each.takenAt() + " "
                        + each.clockOffset() + " " + each.measurements())
                .forEach(results::add);
        scores.values().stream().filter(each -> !each.parts().isEmpty()).map(TwoStages::line).forEach(results::add);
        summaries.values().stream().filter(each -> each.count() > 0).map(TwoStages::line).forEach(results::add);
        return results;
    }

    private static String line(Score score) {
        return "score " + score.id() + " " + score.patientId() + " " + score.at() + " " + score.total() + " "
                + score.floor() + " " + score.ceiling() + " " + score.stale() + " " + score.parts() + " "
                + score.missing();
    }

    private static String line(Summary summary) {
        return "summary " + summary.patientId() + " " + summary.vital() + " " + summary.window() + " " + summary.from()
                + " " + List.of(summary.count(), summary.mean(), summary.min(), summary.max(), summary.stdDev(),
                        summary.first(), summary.last(), String.valueOf(summary.slopePerHour()),
                        String.valueOf(summary.ranges()));
    }

    private <K, V> void pipe(TopologyTestDriver driver, Topic<K, V> topic, K key, V value) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(topic.key().encode(key), topic.value().encode(value), now));
    }

    private static <K, V> void read(TopologyTestDriver driver, Topic<K, V> topic, Consumer<V> reader) {
        var output = driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        while (!output.isEmpty()) {
            try {
                reader.accept(topic.value().decode(output.readValue()));
            } catch (MalformedRecord e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        admission.close();
        monitoring.close();
    }
}
