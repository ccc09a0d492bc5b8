package dev.vigil.app.bench.streams;

import dev.vigil.app.bench.Percentiles;
import dev.vigil.domain.id.PatientId;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// From a reading that Kafka acknowledged to its signal in the hands of a reader of committed records. Every patient
/// has one reading, which raises one signal.
final class SignalLatency implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LAST_WITHIN = Duration.ofSeconds(15);

    private final KafkaConsumer<byte[], byte[]> reader;
    private final Map<PatientId, Long> accepted = new ConcurrentHashMap<>();
    private final Map<PatientId, Long> signalled = new ConcurrentHashMap<>();

    SignalLatency(KafkaConnection kafka, int partitions) {
        reader = new KafkaConsumer<>(kafka.consumerProperties(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(Topics.SIGNALS.name(), number)).toList();
        reader.assign(all);
        reader.seekToEnd(all);
        all.forEach(reader::position);
    }

    /// @param patients who have no reading yet
    Percentiles of(Homes homes, int rate, List<Integer> patients) throws InterruptedException, MalformedRecord {
        accepted.clear();
        signalled.clear();
        Thread sender = Thread.ofVirtual().start(() -> homes.alarm(rate, patients,
                patient -> accepted.put(patient, System.nanoTime())));
        long giveUp = System.nanoTime() + Duration.ofSeconds(patients.size() / rate).plus(LAST_WITHIN).toNanos();
        while (signalled.size() < patients.size() && System.nanoTime() - giveUp < 0) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                signalled.putIfAbsent(Topics.SIGNALS.key().decode(record.key()), System.nanoTime());
            }
        }
        sender.join();
        List<Long> took = new ArrayList<>();
        accepted.forEach((patient, at) -> {
            Long seen = signalled.get(patient);
            if (seen != null) {
                took.add(Math.max(0, seen - at));
            }
        });
        return Percentiles.of(took);
    }

    @Override
    public void close() {
        reader.close();
    }
}
