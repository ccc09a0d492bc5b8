package dev.vigil.streams.monitoring;

import dev.vigil.streams.PromptCommits;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The graph: observations and patients are decoded and judged together, by patient; summaries, scores, signals, the
/// current picture and what to measure next come out. Both inputs have equal partition counts, so one task sees all of
/// one patient and nothing is sent round in between. Plans and the heartbeat of ingest are few and concern everybody:
/// global stores.
public final class MonitoringTopology {

    public static final String APPLICATION = "vigil-monitoring";

    static final String MONITOR = "monitor";
    static final String PATIENTS = "watched-patients";
    static final String PANES = "watched-panes";
    static final String HISTORY = "watched-history";
    static final String PLANS = "plans";
    static final String HEARTBEATS = "heartbeats";
    static final String SUMMARIES = "summaries";
    static final String SCORES = "scores";
    static final String SIGNALS = "signals";
    static final String CURRENT = "current";
    static final String REQUESTS = "requests";
    static final String QUARANTINE = "quarantine";

    private MonitoringTopology() {
    }

    public static Topology build(InstantSource clock, MeterRegistry meters) {
        MonitoringMetrics metrics = new MonitoringMetrics(meters);
        HotPanes hotPanes = HotPanes.ofThisHeap();
        PromptCommits commits = new PromptCommits();
        Topology topology = new Topology();
        topology.addGlobalStore(global(PLANS), "plan-source", new StringDeserializer(), new ByteArrayDeserializer(),
                Topics.PLANS.name(), "plan-shelf", () -> new PlanShelf(metrics));
        String[] decoders = {
            decode(topology, Topics.OBSERVATIONS, "observations", MessageDecoder::observation, clock, metrics),
            decode(topology, Topics.PATIENTS, "patients", MessageDecoder::patient, clock, metrics)};
        topology.addProcessor(MONITOR, () -> new MonitorProcessor(clock, metrics, hotPanes, commits), decoders);
        topology.addStateStore(patients(), MONITOR);
        topology.addStateStore(panes(), MONITOR);
        topology.addStateStore(history(), MONITOR);
        sink(topology, SUMMARIES, Topics.SUMMARIES);
        sink(topology, SCORES, Topics.SCORES);
        sink(topology, SIGNALS, Topics.SIGNALS);
        sink(topology, CURRENT, Topics.CURRENT);
        sink(topology, REQUESTS, Topics.REQUESTS);
        topology.addSink(QUARANTINE, Topics.QUARANTINE.name(), Topics.QUARANTINE.keySerializer(),
                Topics.QUARANTINE.valueSerializer(), decoders[0], decoders[1], MONITOR);
        // Last, so that the tasks keep their numbers and find their state.
        topology.addGlobalStore(global(HEARTBEATS), "heartbeat-source", new StringDeserializer(),
                new ByteArrayDeserializer(), Topics.HEARTBEATS.name(), "pulse-taker", PulseTaker::new);
        return topology;
    }

    private static String decode(Topology topology, Topic<?, ?> topic, String name, MessageDecoder.Meaning meaning,
            InstantSource clock, MonitoringMetrics metrics) {
        String decoder = "decode-" + name;
        topology.addSource(name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic.name());
        topology.addProcessor(decoder, () -> new MessageDecoder(meaning, clock, metrics), name);
        return decoder;
    }

    private static void sink(Topology topology, String name, Topic<?, ?> topic) {
        topology.addSink(name, topic.name(), topic.keySerializer(), topic.valueSerializer(), MONITOR);
    }

    /// A small record a patient that changes with every reading: in memory with a changelog. After a crash an
    /// exactly-once task replays its changelog whatever the store.
    private static StoreBuilder<KeyValueStore<String, byte[]>> patients() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(PATIENTS), Serdes.String(),
                Serdes.ByteArray()).withLoggingEnabled(Map.of());
    }

    /// What most of a patient's windows are made of and few readings look at: on disk.
    private static StoreBuilder<KeyValueStore<String, byte[]>> panes() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(PANES), Serdes.String(),
                Serdes.ByteArray()).withCachingDisabled().withLoggingEnabled(Map.of());
    }

    /// Three days of every measurement: on disk.
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> history() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(HISTORY), Serdes.Bytes(),
                Serdes.ByteArray()).withCachingDisabled().withLoggingEnabled(Map.of());
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> global(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }
}
