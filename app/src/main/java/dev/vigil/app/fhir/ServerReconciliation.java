package dev.vigil.app.fhir;

import dev.vigil.app.reconcile.Place;
import dev.vigil.app.reconcile.TopicReader;
import dev.vigil.fhir.lane.ExportPreview;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.rest.ServerObservations;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.wire.KafkaConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// Reads the topics and the server, and lets [ServerComparison] find where they differ.
public final class ServerReconciliation {

    private static final List<ExportedTopic> OF_OBSERVATIONS =
            List.of(ExportedTopic.OBSERVATIONS, ExportedTopic.SCORES, ExportedTopic.SUMMARIES);

    private final KafkaConnection kafka;
    private final ServerObservations server;
    private final ExportPreview preview;

    public ServerReconciliation(KafkaConnection kafka, ServerObservations server, Flavour flavour) {
        this.kafka = kafka;
        this.server = server;
        this.preview = new ExportPreview(flavour);
    }

    /// @param lines for a person
    public record Report(boolean agrees, List<String> lines) {
    }

    public Report run() throws InterruptedException, ExecutionException {
        ServerComparison comparison = new ServerComparison();
        Map<String, Set<Place>> held = held();
        try (TopicReader reader = new TopicReader(kafka)) {
            for (ExportedTopic topic : OF_OBSERVATIONS) {
                Map<Integer, Long> delivered = delivered(topic);
                Set<Place> heldBack = held.getOrDefault(topic.topic().name(), Set.of());
                reader.read(topic.topic().name(), (bytes, place) -> {
                    Export export = preview.of(topic, place.partition(), place.offset(), bytes);
                    boolean must = place.offset() < delivered.getOrDefault(place.partition(), 0L)
                            && !heldBack.contains(place);
                    export.resources().stream().filter(resource -> resource.type().equals("Observation"))
                            .forEach(resource -> tell(comparison, export, resource, must));
                }, place -> {});
            }
        }
        server.of(comparison.expected(), comparison::has);
        List<String> lines = comparison.lines();
        return new Report(comparison.agrees(), lines);
    }

    private static void tell(ServerComparison comparison, Export export, EncodedResource resource, boolean must) {
        if (must) {
            comparison.must(String.valueOf(export.patientId()), resource);
        } else {
            comparison.may(resource);
        }
    }

    /// Records that are refused or wait, by topic.
    private Map<String, Set<Place>> held() throws InterruptedException {
        Map<String, Set<Place>> held = new HashMap<>();
        FailedDeliveries.outstanding(kafka).forEach(
                failure -> held.computeIfAbsent(failure.sourceTopic(), topic -> new HashSet<>())
                        .add(new Place(failure.sourcePartition(), failure.sourceOffset())));
        FailedDeliveries.waiting(kafka).values().forEach(
                record -> held.computeIfAbsent(record.sourceTopic(), topic -> new HashSet<>())
                        .add(new Place(record.sourcePartition(), record.sourceOffset())));
        return held;
    }

    private Map<Integer, Long> delivered(ExportedTopic topic) throws InterruptedException, ExecutionException {
        Map<Integer, Long> delivered = new HashMap<>();
        try (Admin admin = Admin.create(kafka.properties())) {
            admin.listConsumerGroupOffsets(topic.group()).partitionsToOffsetAndMetadata().get()
                    .forEach((partition, offset) -> delivered.put(partition.partition(), offset.offset()));
        }
        return delivered;
    }
}
