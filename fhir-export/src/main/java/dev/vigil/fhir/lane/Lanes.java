package dev.vigil.fhir.lane;

import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.sink.Sink;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// All lanes, and what they share.
public final class Lanes implements AutoCloseable {

    private final List<Lane> lanes;
    private final ReferencedReader referenced;
    private final FailedResources failed;

    private Lanes(List<Lane> lanes, ReferencedReader referenced, FailedResources failed) {
        this.lanes = lanes;
        this.referenced = referenced;
        this.failed = failed;
    }

    /// Returns at once; Kafka may still be away.
    public static Lanes start(KafkaConnection kafka, boolean createPatients, Flavour flavour, Sink sink,
            MeterRegistry registry, InstantSource clock) {
        ResourceEncoder encoder = new ResourceEncoder();
        Referenced known = new Referenced(encoder, new Charts(flavour), createPatients);
        ReferencedReader referenced = ReferencedReader.start(kafka, known);
        FailedResources failed = new FailedResources(kafka);
        LaneServices services = new LaneServices(kafka, referenced,
                new RecordTranslator(known, encoder), sink, failed, new ExportMetrics(registry), clock);
        List<Lane> lanes = new ArrayList<>();
        Arrays.stream(ExportedTopic.values()).forEach(topic -> lanes.add(Lane.start(topic, services)));
        return new Lanes(lanes, referenced, failed);
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
    }
}
