package dev.vigil.fhir.kept;

import dev.vigil.fhir.sink.Source;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.FhirParked;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Records whose patient the EHR does not know yet, and failed ones that a person wants sent again. They stand in
/// Kafka, and in the memory of every exporter, until they are delivered; each belongs to whoever has its source's
/// partition.
public final class WaitingRecords implements AutoCloseable {

    private static final Comparator<Map.Entry<String, FhirParked>> IN_ORDER =
            Comparator.comparingLong(entry -> entry.getValue().sourceOffset());

    private final KeptTopic<FhirParked> topic;

    private WaitingRecords(KeptTopic<FhirParked> topic) {
        this.topic = topic;
    }

    public static WaitingRecords start(KafkaConnection kafka) {
        return new WaitingRecords(KeptTopic.start(Topics.FHIR_PARKED, kafka));
    }

    /// The key of what waits for its patient.
    public static String key(Source source) {
        return source.topic() + "-" + source.partition() + "-" + source.offset();
    }

    /// The key of what is to be sent again.
    public static String key(FhirFailure failure) {
        return failure.sourceTopic() + "-" + failure.sourcePartition() + "-" + failure.sourceOffset() + "|"
                + failure.resourceId();
    }

    public int size() {
        return topic.view().size();
    }

    /// All that waits, by key.
    public Map<String, FhirParked> all() {
        return Map.copyOf(topic.view());
    }

    /// Whether something of a patient waits in a topic.
    public Set<String> patients(String sourceTopic) {
        return topic.view().values().stream().filter(record -> record.sourceTopic().equals(sourceTopic))
                .map(FhirParked::patientId).collect(Collectors.toSet());
    }

    /// What waits in some partitions of a topic, by patient and then by key, in the order of the source.
    public Map<String, Map<String, FhirParked>> of(String sourceTopic, Set<Integer> partitions) {
        Map<String, Map<String, FhirParked>> byPatient = new TreeMap<>();
        topic.view().entrySet().stream()
                .filter(entry -> entry.getValue().sourceTopic().equals(sourceTopic)
                        && partitions.contains(entry.getValue().sourcePartition()))
                .sorted(IN_ORDER).forEach(entry -> byPatient
                        .computeIfAbsent(entry.getValue().patientId(), patient -> new LinkedHashMap<>())
                        .put(entry.getKey(), entry.getValue()));
        return byPatient;
    }

    /// Safe when this returns.
    public void add(Map<String, FhirParked> records) throws InterruptedException {
        Map<String, Optional<FhirParked>> added = new HashMap<>();
        records.forEach((key, record) -> added.put(key, Optional.of(record)));
        topic.put(added);
    }

    public void remove(Collection<String> keys) throws InterruptedException {
        topic.put(List.copyOf(keys).stream().collect(Collectors.toMap(key -> key, key -> Optional.empty())));
    }

    public void catchUp() throws InterruptedException {
        topic.catchUp();
    }

    @Override
    public void close() {
        topic.close();
    }
}
