package dev.vigil.fhir.lane;

import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.fhir.kept.WaitingRecords;
import dev.vigil.fhir.mapping.ResourceIds;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Refusal;
import dev.vigil.fhir.sink.Sink;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// What the exporter counts: its stage's latency, its line of the ledger, resources by type, lag.
final class ExportMetrics {

    private final MeterRegistry registry;
    private final Timer stage;

    ExportMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.stage = Timer.builder("vigil.stage").tag("stage", "admitted_exported").publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1)).maximumExpectedValue(Duration.ofMinutes(5))
                .register(registry);
    }

    <T> void watchLag(ExportedTopic topic, T lane, ToDoubleFunction<T> lag) {
        Gauge.builder("vigil.fhir.lag", lane, lag).tag("topic", topic.topic().name())
                .description("records that are not delivered yet").register(registry);
    }

    /// Kafka has deleted records before they were exported.
    void forgot(ExportedTopic topic, long offsets) {
        registry.counter("vigil.fhir.forgotten", "topic", topic.topic().name()).increment(offsets);
    }

    void watchAhead(Turns turns) {
        Gauge.builder("vigil.fhir.ahead", turns, Turns::ahead)
                .description("critical readings on their way ahead of a backlog").register(registry);
    }

    void watch(Sink sink, WaitingRecords waiting) {
        Gauge.builder("vigil.fhir.blocked", sink, each -> each.problem().isPresent() ? 1 : 0)
                .description("1 while nothing can be delivered; /health/ready says why").register(registry);
        Gauge.builder("vigil.fhir.waiting", waiting, WaitingRecords::size)
                .description("records that wait for a patient the FHIR server does not know").register(registry);
    }

    /// @param leftOut types that the other side does not take
    void record(List<Translation> translations, List<Refusal> refusals, Set<String> leftOut, Instant now) {
        Set<String> refused = refusals.stream().map(refusal -> refusal.resource().id()).collect(Collectors.toSet());
        for (Translation translation : translations) {
            translation.export().resources().forEach(resource -> count(resource, refused, leftOut));
            if (translation.failure() != null) {
                registry.counter("vigil.fhir.unreadable").increment();
            }
            if (translation.reading() != null) {
                record(translation, translation.reading(), refused, now);
            }
        }
    }

    private void count(EncodedResource resource, Set<String> refused, Set<String> leftOut) {
        String outcome = refused.contains(resource.id()) ? "failed"
                : leftOut.contains(resource.type()) ? "left_out" : "exported";
        registry.counter("vigil.fhir.resources", "type", resource.type(), "outcome", outcome).increment();
    }

    private static Set<String> ids(Export export) {
        return export.resources().stream().map(EncodedResource::id).collect(Collectors.toSet());
    }

    private void record(Translation translation, Observation reading, Set<String> refused, Instant now) {
        Set<String> exported = ids(translation.export());
        stage.record(Duration.between(reading.admittedAt(), now));
        for (Measurement measurement : reading.measurements()) {
            String id = ResourceIds.ofVital(reading.id(), measurement.vital());
            String outcome = refused.contains(id) ? "export_failed"
                    : exported.contains(id) ? "exported"
                            : translation.sampled().contains(measurement.vital()) ? "exported_as_samples"
                                    : "exported_as_summary";
            registry.counter("vigil.measurements", "outcome", outcome).increment();
        }
    }
}
