package dev.vigil.fhir.lane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.sink.Refusal;
import dev.vigil.fhir.sink.Source;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the EHR will never have, kept for a person: on all in-sync replicas before the source's offset moves past it.
/// After a crash the same failure can stand there twice, under the same source and resource.
final class FailedResources implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FailedResources.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final String NOBODY = "unknown";

    private final KafkaProducer<String, FhirFailure> producer;

    FailedResources(KafkaConnection kafka) {
        producer = new KafkaProducer<>(kafka.producerProperties(), Topics.FHIR_FAILED.keySerializer(),
                Topics.FHIR_FAILED.valueSerializer());
    }

    static FhirFailure failure(Refusal refusal, Instant now) {
        Source source = refusal.export().source();
        return new FhirFailure(refusal.export().patientId(), refusal.resource().type(), refusal.resource().id(),
                source.topic(), source.partition(), source.offset(), refusal.status(), refusal.reason(),
                tree(refusal.operationOutcome()), tree(refusal.resource().json()), now, null);
    }

    /// Returns when all are safe.
    void publish(List<FhirFailure> failures) throws InterruptedException {
        List<FhirFailure> left = failures;
        while (!left.isEmpty()) {
            left = tryPublish(left);
            if (!left.isEmpty()) {
                Thread.sleep(RETRY);
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    /// @return those that are not safe yet
    private List<FhirFailure> tryPublish(List<FhirFailure> failures) throws InterruptedException {
        List<FhirFailure> left = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            failures.forEach(failure -> sent.add(producer.send(record(failure))));
        } catch (KafkaException e) {
            LOG.warn("{} cannot be written, trying again: {}", Topics.FHIR_FAILED, e.getClass().getSimpleName());
        }
        for (int i = 0; i < failures.size(); i++) {
            if (i >= sent.size() || !isSafe(sent.get(i))) {
                left.add(failures.get(i));
            }
        }
        return left;
    }

    private static boolean isSafe(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get();
            return true;
        } catch (ExecutionException e) {
            LOG.warn("{} did not take a record, trying again: {}", Topics.FHIR_FAILED,
                    String.valueOf(e.getCause()));
            return false;
        }
    }

    private static ProducerRecord<String, FhirFailure> record(FhirFailure failure) {
        String key = failure.patientId() == null ? NOBODY : failure.patientId();
        return new ProducerRecord<>(Topics.FHIR_FAILED.name(), null, failure.failedAt().toEpochMilli(), key, failure);
    }

    private static @Nullable JsonNode tree(@Nullable String json) {
        try {
            return json == null ? null : Json.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            return Json.mapper().getNodeFactory().textNode("not JSON");
        }
    }
}
