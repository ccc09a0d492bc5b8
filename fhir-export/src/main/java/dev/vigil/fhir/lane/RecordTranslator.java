package dev.vigil.fhir.lane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.Notification;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Withdrawal;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.window.Samples;
import dev.vigil.domain.window.Summary;
import dev.vigil.fhir.mapping.Charting;
import dev.vigil.fhir.mapping.CommunicationMapper;
import dev.vigil.fhir.mapping.DetectedIssueMapper;
import dev.vigil.fhir.mapping.FlagMapper;
import dev.vigil.fhir.mapping.ReadingResources;
import dev.vigil.fhir.mapping.RiskAssessmentMapper;
import dev.vigil.fhir.mapping.SamplesMapper;
import dev.vigil.fhir.mapping.ScoreMapper;
import dev.vigil.fhir.mapping.Subject;
import dev.vigil.fhir.mapping.SummaryMapper;
import dev.vigil.fhir.mapping.WithdrawalMapper;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Source;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.jspecify.annotations.Nullable;

/// A record's bytes as the resources they become. Bytes that are not what the topic promises, and values that no mapper
/// expected, are failures with a reason; nothing is thrown.
final class RecordTranslator {

    private static final long MOST_HISTORY = 255;

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
            return read(topic, source, value, now);
        } catch (MalformedRecord e) {
            return failed(source, "malformed: " + e.getMessage(), now);
        } catch (RuntimeException e) { // a mapper met what it does not know; its message may quote the value
            return failed(source, "cannot be mapped: " + e.getClass().getSimpleName(), now);
        }
    }

    /// The reading of a record, where it is a first version with a value that wants somebody at once.
    Optional<Export> critical(Source source, byte @Nullable [] value, Instant now) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            Observation reading = Topics.OBSERVATIONS.value().decode(value);
            boolean critical = reading.revision() == 0
                    && referenced.charting(reading.patientId(), reading.takenAt()).isCritical(reading);
            return critical ? Optional.of(reading(source, reading, now).export()) : Optional.empty();
        } catch (MalformedRecord | RuntimeException e) { // the lane says so when it comes by
            return Optional.empty();
        }
    }

    private Translation read(ExportedTopic topic, Source source, byte[] value, Instant now)
            throws MalformedRecord {
        return switch (topic) {
            case OBSERVATIONS -> reading(source, Topics.OBSERVATIONS.value().decode(value), now);
            case SCORES -> Translation.of(score(source, Topics.SCORES.value().decode(value), now));
            case SUMMARIES -> Translation.of(summary(source, Topics.SUMMARIES.value().decode(value), now));
            case ALERTS -> Translation.of(alert(source, Topics.ALERTS.value().decode(value), now));
            case NOTIFICATIONS ->
                Translation.of(notification(source, Topics.NOTIFICATIONS.value().decode(value), now));
            case WITHDRAWALS -> Translation.of(withdrawal(source, Topics.WITHDRAWALS.value().decode(value), now));
        };
    }

    private Translation reading(Source source, Observation reading, Instant now) {
        List<EncodedResource> references = new ArrayList<>(patient(reading.patientId(), now));
        references.add(referenced.device(reading.deviceId()));
        references.addAll(referenced.metrics(reading));
        Charting charting = referenced.charting(reading.patientId(), reading.takenAt());
        Export export = new Export(source, reading.patientId().value(), ExportedTopic.OBSERVATIONS.series(), references,
                encoder.encodeAll(ReadingResources.map(reading, referenced.subject(reading.patientId()), charting),
                        reading.revision()));
        return new Translation(export, reading, charting.sampled(), null);
    }

    private Export score(Source source, Score score, Instant now) {
        var subject = referenced.subject(score.patientId());
        return new Export(source, score.patientId().value(), ExportedTopic.SCORES.series(),
                patient(score.patientId(), now), encoder.encodeAll(List.of(
                        ScoreMapper.map(score, subject, referenced.flavour()),
                        RiskAssessmentMapper.map(score, subject)), score.revision()));
    }

    /// A window that is still open changes with every reading; it goes out once it is closed, and again when a late
    /// reading amends it.
    private Export summary(Source source, Summary summary, Instant now) {
        if (!summary.isFinal()) {
            return Export.nothing(source);
        }
        Subject subject = referenced.subject(summary.patientId());
        List<EncodedResource> references = new ArrayList<>(patient(summary.patientId(), now));
        summary.samples().stream().map(Samples::deviceId).filter(Objects::nonNull).distinct()
                .forEach(device -> references.add(referenced.device(device)));
        List<DomainResource> resources = new ArrayList<>();
        resources.add(SummaryMapper.map(summary, subject));
        resources.addAll(SamplesMapper.map(summary, subject));
        return new Export(source, summary.patientId().value(), ExportedTopic.SUMMARIES.series(), references,
                encoder.encodeAll(resources, summary.revision()));
    }

    private Export alert(Source source, Alert alert, Instant now) {
        var subject = referenced.subject(alert.patientId());
        return new Export(source, alert.patientId().value(), ExportedTopic.ALERTS.series(),
                patient(alert.patientId(), now), encoder.encodeAll(
                        List.of(DetectedIssueMapper.map(alert, subject), FlagMapper.map(alert, subject)),
                        revision(alert)));
    }

    /// The alert that it is about may come later: it is named by identifier.
    private Export notification(Source source, Notification notification, Instant now) {
        var subject = referenced.subject(notification.patientId());
        return new Export(source, notification.patientId().value(), ExportedTopic.NOTIFICATIONS.series(),
                patient(notification.patientId(), now), encoder.encodeAll(
                        List.of(CommunicationMapper.map(notification, subject)), notification.revision()));
    }

    private Export withdrawal(Source source, Withdrawal withdrawal, Instant now) {
        var subject = referenced.subject(withdrawal.patientId());
        return new Export(source, withdrawal.patientId().value(), ExportedTopic.WITHDRAWALS.series(),
                patient(withdrawal.patientId(), now),
                encoder.encodeAll(WithdrawalMapper.map(withdrawal, subject), withdrawal.revision()).stream()
                        .map(EncodedResource::asWithdrawal).toList());
    }

    /// A resource as it was sent in vain, where the record that it came from is gone.
    Export asItWas(Source source, String patientId, FhirFailure failure, Instant now) {
        JsonNode resource = Objects.requireNonNull(failure.resource(), "checked when it was put there");
        EncodedResource encoded = new EncodedResource(String.valueOf(failure.resourceType()),
                String.valueOf(failure.resourceId()), resource.toString(), EncodedResource.revisionOf(resource));
        return new Export(source, patientId, "", patient(new PatientId(patientId), now), List.of(encoded));
    }

    /// An alert has no number of its own: later is higher, and of one moment the longer history.
    private static long revision(Alert alert) {
        return alert.at().toEpochMilli() * (MOST_HISTORY + 1) + Math.min(MOST_HISTORY, alert.history().size());
    }

    private List<EncodedResource> patient(PatientId patient, Instant now) {
        return Stream.concat(Stream.of(referenced.patient(patient)), referenced.uses(patient, now).stream()).toList();
    }

    private static Translation failed(Source source, String reason, Instant now) {
        return new Translation(Export.nothing(source), null, Set.of(), new FhirFailure(null, null, null, source.topic(),
                source.partition(), source.offset(), 0, reason, null, null, now, null));
    }
}
