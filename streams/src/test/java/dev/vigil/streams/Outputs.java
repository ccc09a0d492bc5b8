package dev.vigil.streams;

import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.window.Summary;
import dev.vigil.domain.window.WindowLength;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads what the streams stage puts out, as every committed reader sees it, and counts how often each thing was said.
/// To be closed before what it has read is judged.
final class Outputs implements AutoCloseable {

    private static final List<Topic<?, ?>> TOPICS =
            List.of(Topics.OBSERVATIONS, Topics.SIGNALS, Topics.SCORES, Topics.SUMMARIES);

    /// When each reading's observation was there, by the reading's id.
    final Map<String, Long> seen = new ConcurrentHashMap<>();

    /// Raised signals by patient.
    final Map<String, Signal> raised = new ConcurrentHashMap<>();

    /// Readings of the hour before, as its last summary counts them, by patient.
    final Map<String, Long> summed = new ConcurrentHashMap<>();

    /// How often each was said: an observation, score or summary of one revision, a state of one signal.
    final Map<String, Integer> said = new ConcurrentHashMap<>();

    private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
    private final Instant hour;
    private final Thread reader;

    Outputs(KafkaConnection kafka, int partitions, Instant hour) {
        this.hour = hour;
        reader = Thread.ofPlatform().start(() -> read(kafka, partitions));
    }

    /// Of a patient's signals.
    int partition(String patient) {
        return partitions.getOrDefault(patient, -1);
    }

    @Override
    public void close() throws InterruptedException {
        reader.interrupt();
        reader.join();
    }

    private void read(KafkaConnection kafka, int partitions) {
        try (var consumer = new KafkaConsumer<>(kafka.consumerProperties(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(TOPICS.stream().flatMap(topic -> IntStream.range(0, partitions)
                    .mapToObj(number -> new TopicPartition(topic.name(), number))).toList());
            consumer.seekToBeginning(consumer.assignment());
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    take(record);
                }
            }
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (MalformedRecord e) {
            throw new AssertionError(e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws MalformedRecord {
        byte[] value = record.value();
        if (record.topic().equals(Topics.OBSERVATIONS.name())) {
            Observation observation = Topics.OBSERVATIONS.value().decode(value);
            say("observation", observation.id(), observation.revision());
            seen.putIfAbsent(observation.readingId().value(), System.nanoTime());
        } else if (record.topic().equals(Topics.SIGNALS.name())) {
            take(Topics.SIGNALS.value().decode(value), record.partition());
        } else if (record.topic().equals(Topics.SCORES.name())) {
            Score score = Topics.SCORES.value().decode(value);
            say("score", score.id(), score.revision());
        } else {
            take(Topics.SUMMARIES.value().decode(value));
        }
    }

    private void take(Signal signal, int partition) {
        say("signal", signal.id(), signal.state());
        if (signal.state() == SignalState.RAISED) {
            raised.put(signal.patientId().value(), signal);
            partitions.put(signal.patientId().value(), partition);
        }
    }

    private void take(Summary summary) {
        say("summary", summary.patientId(), summary.vital(), summary.window(), summary.from(), summary.revision());
        if (summary.window().equals(WindowLength.ONE_HOUR) && summary.from().equals(hour)) {
            summed.put(summary.patientId().value(), summary.count());
        }
    }

    private void say(Object... parts) {
        said.merge(String.join(" ", Stream.of(parts).map(String::valueOf).toList()), 1, Integer::sum);
    }
}
