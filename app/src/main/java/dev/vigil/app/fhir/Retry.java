package dev.vigil.app.fhir;

import dev.vigil.fhir.kept.WaitingRecords;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.FhirParked;
import dev.vigil.wire.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Sends refused resources again, by asking the exporters: they deliver them in each patient's order and never over
/// something newer. The record itself is mapped anew where its topic still has it, else the resource goes as it was.
public final class Retry {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofSeconds(2);

    private final KafkaConnection kafka;
    private final InstantSource clock;

    public Retry(KafkaConnection kafka, InstantSource clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /// @param hopeless records of which nothing is left to send, or that name no patient
    /// @param waiting the exporters have not taken them up, or their patient is not known
    public record Result(int delivered, int refused, int waiting, int hopeless) {
    }

    /// @param patience how long to wait for the exporters
    public Result run(Duration patience) throws InterruptedException {
        Instant now = clock.instant();
        List<FhirFailure> failures = FailedDeliveries.outstanding(kafka);
        Map<String, FhirParked> again = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> sources = new KafkaConsumer<>(kafka.consumerProperties(),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (FhirFailure failure : failures) {
                Optional<byte[]> source = source(sources, failure);
                String patient = failure.patientId();
                if (patient != null && (failure.resource() != null || source.isPresent())) {
                    again.put(WaitingRecords.key(failure), FhirParked.again(failure, patient, source, now));
                }
            }
        }
        try (WaitingRecords waiting = WaitingRecords.start(kafka)) {
            waiting.catchUp();
            waiting.add(again);
            int left = await(waiting, again.keySet(), patience);
            int stillFailed = (int) FailedDeliveries.outstanding(kafka).stream()
                    .filter(failure -> again.containsKey(WaitingRecords.key(failure))).count();
            return new Result(again.size() - stillFailed, Math.max(0, stillFailed - left), left,
                    failures.size() - again.size());
        }
    }

    private static int await(WaitingRecords waiting, Set<String> keys, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            int left = (int) keys.stream().filter(waiting.all()::containsKey).count();
            if (left == 0 || System.nanoTime() - deadline > 0) {
                return left;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private static Optional<byte[]> source(KafkaConsumer<byte[], byte[]> consumer, FhirFailure failure) {
        TopicPartition partition = new TopicPartition(failure.sourceTopic(), failure.sourcePartition());
        consumer.assign(List.of(partition));
        if (consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L) > failure.sourceOffset()
                || consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L) <= failure.sourceOffset()) {
            return Optional.empty();
        }
        consumer.seek(partition, failure.sourceOffset());
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.offset() == failure.sourceOffset()) {
                return Optional.ofNullable(record.value());
            }
        }
        return Optional.empty();
    }
}
