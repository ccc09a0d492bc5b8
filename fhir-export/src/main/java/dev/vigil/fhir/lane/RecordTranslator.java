package dev.vigil.fhir.lane;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.window.Summary;
import dev.vigil.fhir.mapping.DetectedIssueMapper;
import dev.vigil.fhir.mapping.FlagMapper;
import dev.vigil.fhir.mapping.ReadingMapper;
import dev.vigil.fhir.mapping.ScoreMapper;
import dev.vigil.fhir.mapping.SummaryMapper;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Source;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A record's bytes as the resources they become. Bytes that are not what the topic promises, and values that no mapper
/// expected, are failures with a reason; nothing is thrown.
final class RecordTranslator {

    private final Referenced referenced;
    private final ResourceEncoder encoder;

    RecordTranslator(Referenced referenced, ResourceEncoder encoder) {
        this.referenced = referenced;
        this.encoder = encoder;
    }

    Translation translate(ExportedTopic topic, Source source, byte @Nullable [] value, Instant now) {
        if (value == null) {
            return Translation.of(Export.nothing(source));
        }
        try {
            return translate(topic, source, value);
        } catch (MalformedRecord e) {
            return failed(source, "malformed: " + e.getMessage(), now);
        } catch (RuntimeException e) { // a mapper met what it does not know; its message may quote the value
            return failed(source, "cannot be mapped: " + e.getClass().getSimpleName(), now);
        }
    }

    private Translation translate(ExportedTopic topic, Source source, byte[] value) throws MalformedRecord {
        return switch (topic) {
            case OBSERVATIONS -> reading(source, Topics.OBSERVATIONS.value().decode(value));
            case SCORES -> Translation.of(score(source, Topics.SCORES.value().decode(value)));
            case SUMMARIES -> Translation.of(summary(source, Topics.SUMMARIES.value().decode(value)));
            case ALERTS -> Translation.of(alert(source, Topics.ALERTS.value().decode(value)));
        };
    }

    private Translation reading(Source source, Observation reading) {
        List<EncodedResource> references = new ArrayList<>(patient(reading.patientId()));
        references.add(referenced.device(reading.deviceId()));
        Export export = new Export(source, reading.patientId().value(), ExportedTopic.OBSERVATIONS.series(), references,
                encoder.encodeAll(ReadingMapper.map(reading, referenced.subject(reading.patientId()))));
        return new Translation(export, reading, null);
    }

    private Export score(Source source, Score score) {
        return new Export(source, score.patientId().value(), ExportedTopic.SCORES.series(),
                patient(score.patientId()),
                List.of(encoder.encode(ScoreMapper.map(score, referenced.subject(score.patientId())))));
    }

    /// A window that is still open changes with every reading; it goes out once it is closed, and again when a late
    /// reading amends it.
    private Export summary(Source source, Summary summary) {
        if (!summary.isFinal()) {
            return Export.nothing(source);
        }
        return new Export(source, summary.patientId().value(), ExportedTopic.SUMMARIES.series(),
                patient(summary.patientId()),
                List.of(encoder.encode(SummaryMapper.map(summary, referenced.subject(summary.patientId())))));
    }

    private Export alert(Source source, Alert alert) {
        var subject = referenced.subject(alert.patientId());
        return new Export(source, alert.patientId().value(), ExportedTopic.ALERTS.series(),
                patient(alert.patientId()), encoder.encodeAll(
                        List.of(DetectedIssueMapper.map(alert, subject), FlagMapper.map(alert, subject))));
    }

    private List<EncodedResource> patient(PatientId patient) {
        return referenced.createPatients() ? List.of(referenced.patient(patient)) : List.of();
    }

    private static Translation failed(Source source, String reason, Instant now) {
        return new Translation(Export.nothing(source), null, new FhirFailure(null, null, null, source.topic(),
                source.partition(), source.offset(), 0, reason, null, null, now));
    }
}
