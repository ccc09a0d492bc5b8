package dev.vigil.fhir.lane;

import dev.vigil.fhir.kept.WaitingRecords;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.sink.Sink;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All lanes, and what they share.
public final class Lanes implements AutoCloseable {

    private final List<Lane> lanes;
    private final ReferencedReader referenced;
    private final FailedResources failed;
    private final WaitingRecords waiting;

    private Lanes(List<Lane> lanes, ReferencedReader referenced, FailedResources failed,
            WaitingRecords waiting) {
        this.lanes = lanes;
        this.referenced = referenced;
        this.failed = failed;
        this.waiting = waiting;
    }

    /// Returns at once; Kafka may still be away.
    public static Lanes start(KafkaConnection kafka, List<ExportedTopic> topics, Flavour flavour, Sink sink,
            MeterRegistry registry, InstantSource clock) {
        ResourceEncoder encoder = new ResourceEncoder();
        Referenced known = new Referenced(encoder, new Charts(flavour));
        ReferencedReader referenced = ReferencedReader.start(kafka, known);
        FailedResources failed = new FailedResources(kafka);
        WaitingRecords waiting = WaitingRecords.start(kafka);
        ExportMetrics metrics = new ExportMetrics(registry);
        metrics.watch(sink, waiting);
        LaneServices services = new LaneServices(kafka, referenced,
                new RecordTranslator(known, encoder), sink, failed, waiting, metrics, clock);
        List<Lane> lanes = new ArrayList<>();
        topics.forEach(topic -> lanes.add(Lane.start(topic, services)));
        return new Lanes(lanes, referenced, failed, waiting);
    }

    /// Why something is not delivered, for `/health/ready`.
    public Optional<String> problem() {
        return lanes.stream().map(Lane::problem).flatMap(Optional::stream).findFirst();
    }

    @Override
    public void close() throws InterruptedException {
        lanes.forEach(Lane::stop);
        for (Lane lane : lanes) {
            lane.close();
        }
        referenced.close();
        failed.close();
        waiting.close();
    }
}
