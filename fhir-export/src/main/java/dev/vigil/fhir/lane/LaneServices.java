package dev.vigil.fhir.lane;

import dev.vigil.fhir.kept.WaitingRecords;
import dev.vigil.fhir.sink.Sink;
import dev.vigil.wire.KafkaConnection;
import java.time.InstantSource;

/// What all lanes share.
record LaneServices(KafkaConnection kafka, ReferencedReader referenced, RecordTranslator translator,
        Sink sink, FailedResources failed, WaitingRecords waiting, ExportMetrics metrics, InstantSource clock) {
}
