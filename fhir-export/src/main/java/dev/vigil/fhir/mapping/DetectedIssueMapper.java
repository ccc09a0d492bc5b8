package dev.vigil.fhir.mapping;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertEntry;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.signal.Signal;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueMitigationComponent;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;

/// An alert as the machine's finding: why, on which readings, and what people did about it. It stays in the record
/// after the alert is over; see [FlagMapper] for what holds now.
public final class DetectedIssueMapper {

    private DetectedIssueMapper() {
    }

    public static DetectedIssue map(Alert alert, Subject subject) {
        DetectedIssue issue = new DetectedIssue();
        issue.setId(ResourceIds.ofDetectedIssue(alert.id()));
        issue.addIdentifier(Codes.identifier(Codes.ALERT_SYSTEM, alert.id()))
                .setStatus(status(alert)).setSeverity(severity(alert.priority()))
                .setCode(Codes.text("Vigil alert: " + rules(alert))).setPatient(subject.reference())
                .setIdentified(identified(alert))
                .setAuthor(Codes.logical("Device", Codes.SOFTWARE_SYSTEM, "vigil"))
                .setDetail(alert.signals().stream().map(Signal::explanation).collect(Collectors.joining("\n")));
        alert.signals().stream().flatMap(signal -> signal.evidence().stream())
                .map(reading -> ResourceIds.ofVital(reading.observationId(), reading.vital())).distinct()
                .forEach(id -> issue.addImplicated(Codes.logical("Observation", Codes.OBSERVATION_SYSTEM, id)));
        alert.history().stream().filter(entry -> entry.by() != null).map(DetectedIssueMapper::mitigation)
                .forEach(issue::addMitigation);
        return issue;
    }

    /// From when the condition held; until when, once it is over.
    private static Period identified(Alert alert) {
        Period period = new Period().setStartElement(WrittenTimes.dateTime(alert.raisedAt()));
        FlagMapper.end(alert.state()).map(WrittenTimes::dateTime).ifPresent(period::setEndElement);
        return period;
    }

    static String rules(Alert alert) {
        return alert.signals().stream().map(Signal::ruleId).distinct().collect(Collectors.joining(", "));
    }

    /// A single spot check that nobody repeated yet is a preliminary finding.
    private static DetectedIssueStatus status(Alert alert) {
        boolean unconfirmed = !alert.signals().isEmpty() && alert.signals().stream().allMatch(Signal::unconfirmed);
        return unconfirmed ? DetectedIssueStatus.PRELIMINARY : DetectedIssueStatus.FINAL;
    }

    private static DetectedIssueSeverity severity(Priority priority) {
        return switch (priority) {
            case HIGH -> DetectedIssueSeverity.HIGH;
            case MEDIUM -> DetectedIssueSeverity.MODERATE;
            case LOW -> DetectedIssueSeverity.LOW;
        };
    }

    private static DetectedIssueMitigationComponent mitigation(AlertEntry entry) {
        String what = entry.note() == null ? entry.event() : entry.event() + ": " + entry.note();
        Reference who = Codes.logical("Practitioner", Codes.USER_SYSTEM, String.valueOf(entry.by()));
        return new DetectedIssueMitigationComponent(Codes.text(what))
                .setDateElement(WrittenTimes.dateTime(entry.at())).setAuthor(who);
    }
}
