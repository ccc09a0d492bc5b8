package dev.vigil.streams.admission;

import dev.vigil.domain.admission.AdmissionOutcome;
import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.Withdrawal;
import dev.vigil.wire.OutcomeKey;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import dev.vigil.wire.WithdrawalKey;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Carries out what was decided: keeps it, and sends it on with the time of receipt, never with a device's time.
final class AdmissionOutput {

    private final ProcessorContext<byte[], byte[]> context;
    private final AdmissionStores stores;
    private final AdmissionMetrics metrics;

    AdmissionOutput(ProcessorContext<byte[], byte[]> context, AdmissionStores stores, AdmissionMetrics metrics) {
        this.context = context;
        this.stores = stores;
        this.metrics = metrics;
    }

    /// @param timestamp of the records: when what led to them was received
    void carryOut(DeviceId device, List<AdmissionOutcome> outcomes, long timestamp) {
        for (AdmissionOutcome outcome : outcomes) {
            switch (outcome) {
                case AdmissionOutcome.Admitted(Observation observation) -> send(AdmissionTopology.OBSERVATIONS_SINK,
                        Topics.OBSERVATIONS, observation.patientId(), observation, timestamp);
                case AdmissionOutcome.Listed(Withdrawal withdrawal) -> send(AdmissionTopology.WITHDRAWALS_SINK,
                        Topics.WITHDRAWALS, new WithdrawalKey(withdrawal.patientId(), withdrawal.observationId()),
                        withdrawal, timestamp);
                case AdmissionOutcome.Quarantined(Quarantine quarantine) -> quarantine(quarantine, timestamp);
                case AdmissionOutcome.Parked parked -> stores.park(parked.parked());
                case AdmissionOutcome.Unparked unparked -> stores.unpark(device, unparked.readingId());
                case AdmissionOutcome.Recorded(RememberedReading remembered) -> record(remembered, timestamp);
            }
            metrics.published(outcome);
        }
    }

    void quarantine(Quarantine quarantine, long timestamp) {
        quarantine(context, quarantine, timestamp);
    }

    static void quarantine(ProcessorContext<byte[], byte[]> context, Quarantine quarantine, long timestamp) {
        context.forward(new Record<>(Topics.QUARANTINE.key().encode(quarantine.deviceId()),
                Topics.QUARANTINE.value().encode(quarantine), timestamp), AdmissionTopology.QUARANTINE_SINK);
    }

    private void record(RememberedReading remembered, long timestamp) {
        stores.memory().keep(remembered);
        ReadingOutcome outcome = remembered.outcome();
        send(AdmissionTopology.OUTCOMES_SINK, Topics.OUTCOMES, new OutcomeKey(outcome.deviceId(),
                outcome.readingId()), outcome, timestamp);
    }

    private <K, V> void send(String sink, Topic<K, V> topic, K key, V value, long timestamp) {
        context.forward(new Record<>(topic.key().encode(key), topic.value().encode(value), timestamp), sink);
    }
}
