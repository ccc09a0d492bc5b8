package dev.vigil.streams.admission;

import dev.vigil.domain.admission.Admission;
import dev.vigil.streams.PromptCommits;
import dev.vigil.streams.ReceiptTimestamp;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The graph of admission: one sub-topology, two co-partitioned sources, no repartition.
///
/// Everything travels as bytes up to the processors, which quarantine what they cannot read. Devices are a source
/// beside the readings and not a global table: whose a device is changes in the same task, in the same transaction,
/// as what is decided by it.
public final class AdmissionTopology {

    public static final String APPLICATION = "vigil-admission";

    static final String DEVICES = "admission-devices";
    static final String READINGS_SEEN = "admission-readings-seen";
    static final String CONTENTS_SEEN = "admission-contents-seen";
    static final String PARKED = "admission-parked";
    static final String UNSETTLED = "admission-unsettled";

    static final String OBSERVATIONS_SINK = "observations";
    static final String WITHDRAWALS_SINK = "withdrawals";
    static final String QUARANTINE_SINK = "quarantine";
    static final String OUTCOMES_SINK = "outcomes";

    private static final String READING_PROCESSOR = "admit-readings";
    private static final String DEVICE_PROCESSOR = "assign-devices";

    private AdmissionTopology() {
    }

    public static Topology build(Duration parkedAtMost, InstantSource clock, MeterRegistry meters) {
        Admission admission = new Admission(parkedAtMost);
        AdmissionMetrics metrics = new AdmissionMetrics(meters);
        PromptCommits commits = new PromptCommits();
        Topology topology = new Topology();
        source(topology, "readings", Topics.READINGS, clock);
        source(topology, "devices", Topics.DEVICES, clock);
        topology.addProcessor(READING_PROCESSOR, () -> new ReadingProcessor(admission, clock, metrics, commits),
                "readings");
        topology.addProcessor(DEVICE_PROCESSOR, () -> new DeviceProcessor(admission, clock, metrics), "devices");
        // Read at every reading and small: in the heap.
        store(topology, Stores.inMemoryKeyValueStore(DEVICES));
        // Two days of every reading: on disk. See docs/decisions.
        store(topology, Stores.persistentKeyValueStore(READINGS_SEEN));
        store(topology, Stores.persistentKeyValueStore(CONTENTS_SEEN));
        store(topology, Stores.persistentKeyValueStore(PARKED));
        store(topology, Stores.inMemoryKeyValueStore(UNSETTLED));
        sink(topology, OBSERVATIONS_SINK, Topics.OBSERVATIONS);
        topology.addSink(WITHDRAWALS_SINK, Topics.WITHDRAWALS.name(), new ByteArraySerializer(),
                new ByteArraySerializer(), (topic, key, value, partitions) -> ofPatient(key, partitions),
                READING_PROCESSOR, DEVICE_PROCESSOR);
        sink(topology, QUARANTINE_SINK, Topics.QUARANTINE);
        sink(topology, OUTCOMES_SINK, Topics.OUTCOMES);
        return topology;
    }

    private static void source(Topology topology, String name, Topic<?, ?> topic, InstantSource clock) {
        topology.addSource(AutoOffsetReset.earliest(), name, new ReceiptTimestamp(clock), new ByteArrayDeserializer(),
                new ByteArrayDeserializer(), topic.name());
    }

    private static void sink(Topology topology, String name, Topic<?, ?> topic) {
        topology.addSink(name, topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), READING_PROCESSOR,
                DEVICE_PROCESSOR);
    }

    private static Optional<Set<Integer>> ofPatient(byte[] key, int partitions) {
        try {
            return Optional.of(Set.of(Topics.WITHDRAWALS.key().decode(key).partition(partitions)));
        } catch (MalformedRecord e) {
            throw new IllegalStateException("a key that this program has written cannot be read", e);
        }
    }

    private static void store(Topology topology, KeyValueBytesStoreSupplier supplier) {
        StoreBuilder<KeyValueStore<String, byte[]>> builder =
                Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray());
        topology.addStateStore(builder.withCachingDisabled(), READING_PROCESSOR, DEVICE_PROCESSOR);
    }
}
