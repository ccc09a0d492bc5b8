package dev.vigil.app.bench.streams;

import dev.vigil.streams.admission.AdmissionTopology;
import dev.vigil.streams.monitoring.MonitoringTopology;
import dev.vigil.wire.Topics;
import java.util.Map;

/// What is measured. All are exactly-once, with the settings that the pipeline runs with.
enum Variant {
    /// Reads JSON, writes one result.
    PARSE("Kafka Streams, JSON in, one result out", Map.of("bench-parse", Topics.READINGS.name())),

    /// The same, with a state of 600 bytes read and written for each reading.
    STATE("the same with 600 bytes of state", Map.of("bench-state", Topics.READINGS.name())),

    /// All that happens to a reading until signals are out.
    VIGIL("Vigil's admission and monitoring", Map.of(AdmissionTopology.APPLICATION, Topics.READINGS.name(),
            MonitoringTopology.APPLICATION, Topics.OBSERVATIONS.name())),

    /// Three hopping windows as one writes them first.
    DSL("Kafka Streams' DSL, three hopping windows", Map.of("bench-dsl", Topics.READINGS.name())),

    /// The same in a stream processor of its own.
    FLINK("Apache Flink, three sliding windows", Map.of("bench-flink", Topics.READINGS.name()));

    private static final int FIRST = 50_000;
    private static final int FIRST_OF_A_PEER = 3_000;

    private final String title;
    private final Map<String, String> inputs;

    Variant(String title, Map<String, String> inputs) {
        this.title = title;
        this.inputs = inputs;
    }

    String title() {
        return title;
    }

    /// The topic that each consumer group must have read to its end.
    Map<String, String> inputs() {
        return inputs;
    }

    /// Whether it is one of those that the floors and Vigil are held against.
    boolean isPeer() {
        return this == DSL || this == FLINK;
    }

    /// Readings that tell its rate: a peer must not take minutes for them.
    int first() {
        return isPeer() ? FIRST_OF_A_PEER : FIRST;
    }

    String application() {
        return inputs.keySet().iterator().next();
    }
}
