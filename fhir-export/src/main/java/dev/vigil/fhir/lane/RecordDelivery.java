package dev.vigil.fhir.lane;

import dev.vigil.fhir.kept.WaitingRecords;
import dev.vigil.fhir.sink.Delivered;
import dev.vigil.fhir.sink.Parcel;
import dev.vigil.fhir.sink.Refusal;
import dev.vigil.fhir.sink.Source;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.FhirParked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/// What becomes of a lane's records: in the sink, on the failed topic, or among those that wait, all of it safe before
/// a call returns. What comes of a patient while something of the same patient waits, waits behind it.
final class RecordDelivery {

    private static final int AT_ONCE = 500;

    private final ExportedTopic topic;
    private final LaneServices services;
    private final Turns turns;

    RecordDelivery(ExportedTopic topic, LaneServices services, Turns turns) {
        this.topic = topic;
        this.services = services;
        this.turns = turns;
    }

    /// @param again whether somebody may have delivered these before
    void deliver(ConsumerRecords<byte[], byte[]> records, String topicId, boolean again) throws InterruptedException {
        if (again) {
            services.waiting().catchUp();
        }
        Instant now = services.clock().instant();
        Set<String> held = services.waiting().patients(topic.topic().name());
        List<Translation> free = new ArrayList<>(records.count());
        Map<String, FhirParked> behind = new HashMap<>();
        Map<Source, FhirParked> known = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Source source = new Source(record.topic(), topicId, record.partition(), record.offset());
            Translation translation = services.translator().translate(topic, source, record.value(), now)
                    .of(topic.patient(record.key()));
            String patient = translation.export().patientId();
            if (patient == null) {
                free.add(translation);
            } else if (held.contains(patient)) {
                behind.put(WaitingRecords.key(source), parked(patient, record, now));
            } else {
                free.add(translation);
                known.put(source, parked(patient, record, now));
            }
        }
        Delivered delivered = send(free, again, false);
        known.keySet().retainAll(delivered.strangers());
        known.forEach((source, record) -> behind.put(WaitingRecords.key(source), record));
        services.waiting().add(behind);
        settle(free, delivered, now);
    }

    /// Tries again what waits in some partitions, patient by patient. Who is still unknown goes on waiting.
    void deliverWaiting(Set<Integer> partitions, String topicId) throws InterruptedException {
        for (Map<String, FhirParked> ofPatient : services.waiting().of(topic.topic().name(), partitions).values()) {
            List<Map.Entry<String, FhirParked>> left = List.copyOf(ofPatient.entrySet());
            while (!left.isEmpty()) {
                var chunk = left.subList(0, Math.min(AT_ONCE, left.size()));
                left = isDelivered(chunk, topicId) ? left.subList(chunk.size(), left.size()) : List.of();
            }
        }
    }

    private boolean isDelivered(List<Map.Entry<String, FhirParked>> chunk, String topicId)
            throws InterruptedException {
        Instant now = services.clock().instant();
        List<Translation> translations = chunk.stream().map(Map.Entry::getValue)
                .map(record -> translation(record, topicId, now)).toList();
        Delivered delivered = send(translations, true, true);
        if (!delivered.strangers().isEmpty()) {
            return false;
        }
        settle(translations, delivered, now);
        List<FhirFailure> mended = new ArrayList<>();
        for (int i = 0; i < chunk.size(); i++) {
            FhirFailure failure = chunk.get(i).getValue().retryOf();
            boolean failedAgain = translations.get(i).failure() != null || delivered.refused().stream()
                    .anyMatch(refusal -> failure != null && refusal.resource().id().equals(failure.resourceId()));
            if (failure != null && !failedAgain) {
                mended.add(failure.delivered(now));
            }
        }
        services.failed().publish(mended);
        services.waiting().remove(chunk.stream().map(Map.Entry::getKey).toList());
        return true;
    }

    private Delivered send(List<Translation> translations, boolean again, boolean waiting)
            throws InterruptedException {
        return services.sink().deliver(new Parcel(translations.stream().map(Translation::export).map(turns::left)
                .toList(), topic.isCritical(), again, waiting));
    }

    private void settle(List<Translation> translations, Delivered delivered, Instant now)
            throws InterruptedException {
        List<Translation> settled = translations.stream()
                .filter(each -> !delivered.strangers().contains(each.export().source())).toList();
        List<Refusal> refusals = delivered.refused().stream()
                .filter(refusal -> !delivered.strangers().contains(refusal.export().source())).toList();
        Stream<FhirFailure> unreadable = settled.stream().map(Translation::failure).filter(Objects::nonNull);
        Stream<FhirFailure> refused = refusals.stream().map(refusal -> FailedResources.failure(refusal, now));
        services.failed().publish(Stream.concat(unreadable, refused).toList());
        services.metrics().record(settled, refusals, delivered.leftOut(), services.clock().instant());
    }

    private static FhirParked parked(String patient, ConsumerRecord<byte[], byte[]> record, Instant now) {
        return new FhirParked(patient, record.topic(), record.partition(), record.offset(), record.value(), null, now);
    }

    private Translation translation(FhirParked record, String topicId, Instant now) {
        Source source = new Source(record.sourceTopic(), topicId, record.sourcePartition(), record.sourceOffset());
        FhirFailure failure = record.retryOf();
        if (record.value() != null || failure == null) {
            return services.translator().translate(topic, source, record.value(), now)
                    .of(Optional.of(record.patientId()));
        }
        return Translation.of(services.translator().asItWas(source, record.patientId(), failure, now));
    }
}
