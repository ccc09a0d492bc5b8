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
            MonitoringTopology.APPLICATION, Topics.OBSERVATIONS.name()));

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

    String application() {
        return inputs.keySet().iterator().next();
    }
}
