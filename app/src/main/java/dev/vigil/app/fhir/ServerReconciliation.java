package dev.vigil.app.fhir;

import dev.vigil.app.reconcile.Place;
import dev.vigil.app.reconcile.TopicReader;
import dev.vigil.fhir.lane.ExportPreview;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.rest.ServerResources;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.FhirParked;
import dev.vigil.wire.KafkaConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/// Reads the topics and the server, and lets [ServerComparison] find where they differ.
public final class ServerReconciliation {

    private final KafkaConnection kafka;
    private final ServerResources server;
    private final List<ExportedTopic> compared;
    private final ExportPreview preview;
    private final ServerComparison comparison;

    /// What a withdrawal says, the observation that it withdraws says as well.
    ///
    /// @param exported what the exporters send
    /// @param line takes a sentence for a person
    public ServerReconciliation(KafkaConnection kafka, ServerResources server, List<ExportedTopic> exported,
            Flavour flavour, Consumer<String> line) throws InterruptedException {
        this.kafka = kafka;
        this.server = server;
        this.compared = exported.stream().filter(topic -> topic != ExportedTopic.WITHDRAWALS).toList();
        this.preview = ExportPreview.open(kafka, flavour);
        this.comparison = new ServerComparison(line);
    }

    /// @return whether the server has what Kafka says
    public boolean run() throws InterruptedException, ExecutionException {
        try (TopicReader reader = new TopicReader(kafka)) {
            for (ExportedTopic topic : compared) {
                Undelivered undelivered = undelivered(topic);
                for (TopicPartition partition : reader.partitions(topic.topic().name())) {
                    reader.read(List.of(partition), (bytes, place) -> tell(topic, bytes, place, undelivered),
                            place -> {});
                    server.of(comparison.expected(), comparison::has);
                    comparison.endOfPart();
                }
            }
        }
        for (var patient : comparison.subjects().entrySet()) {
            for (String reference : patient.getValue()) {
                if (!server.isAbout(reference, preview.patient(patient.getKey()))) {
                    comparison.isAboutSomebodyElse(patient.getKey(), reference);
                }
            }
        }
        return comparison.agrees();
    }

    private void tell(ExportedTopic topic, byte[] bytes, Place place, Undelivered undelivered) {
        Export export = preview.of(topic, place.partition(), place.offset(), bytes);
        for (EncodedResource resource : export.resources()) {
            if (!server.takes(resource.type())) {
                continue;
            } else if (undelivered.has(place, resource)) {
                comparison.may(resource);
            } else {
                comparison.must(String.valueOf(export.patientId()), resource);
            }
        }
    }

    /// What of a topic is not with the server, and need not be.
    ///
    /// @param delivered offsets by partition up to which the exporters came
    /// @param waiting records that wait
    /// @param refused resources of records that were refused
    private record Undelivered(Map<Integer, Long> delivered, Set<Place> waiting, Set<Refused> refused) {

        boolean has(Place place, EncodedResource resource) {
            return place.offset() >= delivered.getOrDefault(place.partition(), 0L) || waiting.contains(place)
                    || refused.contains(new Refused(place, resource.reference()));
        }
    }

    private record Refused(Place place, String reference) {

        static Refused of(FhirFailure failure) {
            return new Refused(new Place(failure.sourcePartition(), failure.sourceOffset()),
                    failure.resourceType() + "/" + failure.resourceId());
        }
    }

    private Undelivered undelivered(ExportedTopic topic) throws InterruptedException, ExecutionException {
        String name = topic.topic().name();
        Set<Refused> refused = FailedDeliveries.outstanding(kafka).stream()
                .filter(failure -> failure.sourceTopic().equals(name)).map(Refused::of).collect(Collectors.toSet());
        Set<Place> waiting = FailedDeliveries.waiting(kafka).values().stream()
                .filter(record -> record.sourceTopic().equals(name)).map(ServerReconciliation::place)
                .collect(Collectors.toSet());
        Map<Integer, Long> delivered = new HashMap<>();
        try (Admin admin = Admin.create(kafka.properties())) {
            admin.listConsumerGroupOffsets(topic.group()).partitionsToOffsetAndMetadata().get()
                    .forEach((partition, offset) -> delivered.put(partition.partition(), offset.offset()));
        }
        return new Undelivered(delivered, waiting, refused);
    }

    private static Place place(FhirParked record) {
        return new Place(record.sourcePartition(), record.sourceOffset());
    }
}
