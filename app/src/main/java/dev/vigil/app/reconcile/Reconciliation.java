package dev.vigil.app.reconcile;

import dev.vigil.app.fhir.FailedDeliveries;
import dev.vigil.app.reconcile.Ledger.Export;
import dev.vigil.app.reconcile.SampledHours.Sent;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Quarantine.Original;
import dev.vigil.domain.reading.Reading;
import dev.vigil.fhir.FhirExport;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.ResourceIds;
import dev.vigil.streams.admission.AdmissionTopology;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.RetractionCodec;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Reads the topics and lets the [Ledger] add them up.
public final class Reconciliation {

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    /// A day less than the topics of readings and observations are kept.
    private static final Duration RANGE = Duration.ofDays(6);

    /// How long after its receipt a reading may take to go into the samples of an hour that has closed.
    private static final Duration SETTLED = Duration.ofMinutes(5);

    private final KafkaConnection kafka;
    private final String admissionGroup;
    private final String exportGroup;
    private final InstantSource clock = InstantSource.system();

    /// @param admissionGroup consumer group of admission
    /// @param exportGroup consumer group of the FHIR exporter for observations
    public Reconciliation(KafkaConnection kafka, String admissionGroup, String exportGroup) {
        this.kafka = kafka;
        this.admissionGroup = admissionGroup;
        this.exportGroup = exportGroup;
    }

    /// With the groups that the services of this version use.
    public static Reconciliation of(KafkaConnection kafka) {
        return new Reconciliation(kafka, AdmissionTopology.APPLICATION, FhirExport.GROUP);
    }

    /// The report; looks again until the ledger balances and nothing is on its way, or the patience is at its end. A
    /// transaction whose markers are still being written looks like a difference for a moment.
    public LedgerReport settle(Duration patience) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + patience.toNanos();
        LedgerReport report = once();
        while (!(report.isBalanced() && report.isSettled()) && System.nanoTime() - deadline < 0) {
            Thread.sleep(BETWEEN_ATTEMPTS);
            report = once();
        }
        return report;
    }

    private LedgerReport once() throws InterruptedException, ExecutionException {
        Instant now = clock.instant();
        Ledger ledger = new Ledger(now.minus(RANGE), now.minus(SETTLED));
        try (Admin admin = Admin.create(kafka.properties()); TopicReader reader = new TopicReader(kafka)) {
            Map<TopicPartition, Long> admitted = committed(admin, admissionGroup);
            reader.read(Topics.OUTCOMES.name(), (bytes, place) -> ledger.outcome(Topics.OUTCOMES.value().decode(bytes)),
                    place -> {});
            Set<Place> putAway = new HashSet<>();
            reader.read(Topics.QUARANTINE.name(), (bytes, place) -> quarantine(bytes, putAway), place -> {});
            readings(reader, admitted, putAway, ledger);
            Map<TopicPartition, Long> summaries = committed(admin, ExportedTopic.SUMMARIES.group());
            Map<TopicPartition, Long> observations = committed(admin, exportGroup);
            summaries(reader, summaries, failures(kafka, Topics.SUMMARIES.name()).keySet(),
                    waiting(kafka, Topics.SUMMARIES.name()), ledger);
            observations(reader, observations, failures(kafka, Topics.OBSERVATIONS.name()),
                    waiting(kafka, Topics.OBSERVATIONS.name()), ledger);
        }
        return ledger.report();
    }

    private static void readings(TopicReader reader, Map<TopicPartition, Long> admitted, Set<Place> putAway,
            Ledger ledger) {
        String topic = Topics.READINGS.name();
        reader.read(topic, (bytes, place) -> {
            if (RetractionCodec.isRetraction(bytes)) {
                return; // no measurement of its own: the outcome of the reading tells of it
            }
            Reading reading = Topics.READINGS.value().decode(bytes);
            if (putAway.contains(place)) {
                ledger.readingQuarantinedWhole(reading);
            } else {
                ledger.reading(reading, isBefore(topic, place, admitted));
            }
        }, place -> {
            if (isBefore(topic, place, admitted)) {
                ledger.unreadableReading(place, putAway.contains(place));
            }
        });
    }

    private static void quarantine(byte[] bytes, Set<Place> putAway) throws MalformedRecord {
        Quarantine quarantine = Topics.QUARANTINE.value().decode(bytes);
        if (quarantine.original() instanceof Original.OfBytes original
                && original.topic().equals(Topics.READINGS.name())) {
            putAway.add(new Place(original.partition(), original.offset()));
        }
    }

    /// Ids of the resources that were refused, by record; "" for all of one that could not be mapped.
    private static Map<Place, Set<String>> failures(KafkaConnection kafka, String topic) {
        return FailedDeliveries.outstanding(kafka).stream()
                .filter(failure -> failure.sourceTopic().equals(topic))
                .collect(Collectors.groupingBy(
                        failure -> new Place(failure.sourcePartition(), failure.sourceOffset()), Collectors.mapping(
                                failure -> Objects.requireNonNullElse(failure.resourceId(), ""), Collectors.toSet())));
    }

    /// How many measurements of an observation the server refused.
    private static int failed(Observation observation, Set<String> refused) {
        return refused.contains("") ? observation.measurements().size() : (int) observation.measurements().stream()
                .filter(measurement -> refused.contains(ResourceIds.ofVital(observation.id(), measurement.vital())))
                .count();
    }

    private static Set<Place> waiting(KafkaConnection kafka, String topic) throws InterruptedException {
        return FailedDeliveries.waiting(kafka).values().stream()
                .filter(record -> record.sourceTopic().equals(topic))
                .map(record -> new Place(record.sourcePartition(), record.sourceOffset()))
                .collect(Collectors.toSet());
    }

    private static void observations(TopicReader reader, Map<TopicPartition, Long> exported,
            Map<Place, Set<String>> refused,
            Set<Place> waiting, Ledger ledger) {
        reader.read(Topics.OBSERVATIONS.name(), (bytes, place) -> {
            boolean pending = waiting.contains(place)
                    || !isBefore(Topics.OBSERVATIONS.name(), place, exported);
            Observation observation = Topics.OBSERVATIONS.value().decode(bytes);
            ledger.observation(observation, pending ? Export.PENDING : Export.EXPORTED,
                    failed(observation, refused.getOrDefault(place, Set.of())));
        }, place -> {});
    }

    private static void summaries(TopicReader reader, Map<TopicPartition, Long> exported, Set<Place> refused,
            Set<Place> waiting, Ledger ledger) {
        reader.read(Topics.SUMMARIES.name(), (bytes, place) -> {
            boolean pending = waiting.contains(place) || !isBefore(Topics.SUMMARIES.name(), place, exported);
            ledger.summary(Topics.SUMMARIES.value().decode(bytes),
                    refused.contains(place) ? Sent.REFUSED : pending ? Sent.PENDING : Sent.EXPORTED);
        }, place -> {});
    }

    private static boolean isBefore(String topic, Place place, Map<TopicPartition, Long> committed) {
        return place.offset() < committed.getOrDefault(new TopicPartition(topic, place.partition()), 0L);
    }

    private static Map<TopicPartition, Long> committed(Admin admin, String group)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata().get();
        offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        return committed;
    }
}
