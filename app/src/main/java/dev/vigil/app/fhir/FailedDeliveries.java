package dev.vigil.app.fhir;

import dev.vigil.app.reconcile.TopicReader;
import dev.vigil.fhir.kept.WaitingRecords;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.FhirParked;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the EHR does not have though it was sent, as the topics tell it at this moment.
public final class FailedDeliveries {

    private FailedDeliveries() {
    }

    /// The last word on each resource of a record that was refused and not delivered since.
    public static List<FhirFailure> outstanding(KafkaConnection kafka) {
        Map<String, FhirFailure> outstanding = new LinkedHashMap<>();
        try (TopicReader reader = new TopicReader(kafka)) {
            reader.read(Topics.FHIR_FAILED.name(), (bytes, place) -> {
                FhirFailure failure = Topics.FHIR_FAILED.value().decode(bytes);
                String key = WaitingRecords.key(failure);
                outstanding.remove(key);
                if (failure.deliveredAt() == null) {
                    outstanding.put(key, failure);
                }
            }, place -> {});
        }
        return new ArrayList<>(outstanding.values());
    }

    /// What waits for its patient or for another try, by key.
    public static Map<String, FhirParked> waiting(KafkaConnection kafka) throws InterruptedException {
        try (WaitingRecords waiting = WaitingRecords.start(kafka)) {
            waiting.catchUp();
            return waiting.all();
        }
    }
}
