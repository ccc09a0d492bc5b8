package dev.vigil.alerts.lifecycle;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.PatientAlerts;
import dev.vigil.wire.AlertKey;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The graph: signals, commands and patients are decoded, decided upon together, and come out as alerts. All inputs
/// are keyed by patient and have equal partition counts, so one task sees all of one patient and nothing is sent round
/// in between. What cannot be read goes to quarantine and stops nothing.
public final class LifecycleTopology {

    static final String STORE = "patient-alerts";
    static final String LIFECYCLE = "lifecycle";
    static final String ALERTS = "alerts";
    static final String QUARANTINE = "quarantine";

    private LifecycleTopology() {
    }

    public static Topology build(InstantSource clock, MeterRegistry meters) {
        LifecycleMetrics metrics = new LifecycleMetrics(meters);
        Topology topology = new Topology();
        String[] decoders = {
            decode(topology, Topics.SIGNALS, "signals", clock, EventDecoder.ofSignals(clock, metrics)),
            decode(topology, Topics.ALERT_COMMANDS, "commands", clock, EventDecoder.ofCommands(clock, metrics)),
            decode(topology, Topics.PATIENTS, "patients", clock, EventDecoder.ofPatients(clock, metrics))};
        topology.addProcessor(LIFECYCLE, () -> new LifecycleProcessor(clock, metrics), decoders);
        topology.addStateStore(store(), LIFECYCLE);
        topology.addSink(ALERTS, Topics.ALERTS.name(), Topics.ALERTS.keySerializer(), Topics.ALERTS.valueSerializer(),
                byPatient(), LIFECYCLE);
        topology.addSink(QUARANTINE, Topics.QUARANTINE.name(), Topics.QUARANTINE.keySerializer(),
                Topics.QUARANTINE.valueSerializer(), decoders);
        return topology;
    }

    private static String decode(Topology topology, Topic<?, ?> topic, String name, InstantSource clock,
            EventDecoder.Supplier decoder) {
        topology.addSource(AutoOffsetReset.earliest(), name, new ReceiptTimestamp(clock), new ByteArrayDeserializer(),
                new ByteArrayDeserializer(), topic.name());
        topology.addProcessor("decode-" + name, decoder::get, name);
        return "decode-" + name;
    }

    /// In memory with a changelog: after a crash an exactly-once task replays its changelog whatever the store.
    private static StoreBuilder<KeyValueStore<String, PatientAlerts>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(),
                PatientAlertsCodec.serde());
    }

    /// An alert lies where its patient lies.
    private static StreamPartitioner<AlertKey, Alert> byPatient() {
        return (topic, key, alert, partitions) -> Optional.of(Set.of(key.partition(partitions)));
    }
}
