package dev.vigil.streams.monitoring;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.plan.Plan;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// What this instance's monitoring keeps of patients, to be read by any thread while the stream goes on.
///
/// What is read may be ahead of the topics by the transaction under way. A read that meets the patient's own update
/// may see vitals of before and after it, never a broken value.
public final class KeptPatients {

    private final KafkaStreams streams;

    public KeptPatients(KafkaStreams streams) {
        this.streams = streams;
    }

    /// Who has the patient; [KeyQueryMetadata#NOT_AVAILABLE] while that is being settled.
    public KeyQueryMetadata whereabouts(PatientId patient) {
        return streams.queryMetadataForKey(MonitoringTopology.PATIENTS, patient.value(), new StringSerializer());
    }

    /// Whether the partitions of this process are all here; while one is moved or restored a patient may be missing.
    public boolean isSettled() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /// From the active or the standby store of the partition in this process.
    ///
    /// @return empty where nobody knows the patient
    /// @throws org.apache.kafka.streams.errors.InvalidStateStoreException when the partition is not here, or not yet
    public Optional<PatientState> patient(PatientId patient, int partition) {
        return Optional.ofNullable(PatientReader.kept(store(MonitoringTopology.PATIENTS, partition),
                store(MonitoringTopology.PANES, partition), patient));
    }

    private ReadOnlyKeyValueStore<String, byte[]> store(String name, int partition) {
        return streams.store(StoreQueryParameters
                .fromNameAndType(name, QueryableStoreTypes.<String, byte[]>keyValueStore())
                .withPartition(partition).enableStaleStores());
    }

    /// The plan that holds for a patient.
    public Plan planOf(@Nullable Patient patient, int partition, Instant now) {
        ReadOnlyKeyValueStore<String, byte[]> plans = streams.store(StoreQueryParameters
                .fromNameAndType(MonitoringTopology.PLANS, QueryableStoreTypes.<String, byte[]>keyValueStore()));
        return new PlanBook(plans, store(MonitoringTopology.PATIENTS, partition), (id, bytes) -> {})
                .plan(patient == null ? null : patient.settingsAt(now).plan());
    }
}
