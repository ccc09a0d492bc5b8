package dev.vigil.fhir.mapping;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertState;
import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Period;

/// An alert as what a chart shows while the condition is there; inactive, with its end, once it is gone.
public final class FlagMapper {

    private static final String PRIORITY = "http://hl7.org/fhir/StructureDefinition/flag-priority";
    private static final String PRIORITY_CODES = "http://hl7.org/fhir/flag-priority-code";
    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/flag-category";

    private FlagMapper() {
    }

    public static Flag map(Alert alert, Subject subject) {
        Optional<Instant> end = end(alert.state());
        Flag flag = new Flag();
        flag.setId(ResourceIds.ofFlag(alert.id()));
        flag.addExtension(new Extension(PRIORITY,
                new CodeableConcept(new Coding(PRIORITY_CODES, priority(alert), null))));
        Period period = new Period().setStartElement(WrittenTimes.dateTime(alert.raisedAt()));
        end.map(WrittenTimes::dateTime).ifPresent(period::setEndElement);
        return flag.addIdentifier(Codes.identifier(Codes.ALERT_SYSTEM, alert.id()))
                .setStatus(end.isEmpty() ? FlagStatus.ACTIVE : FlagStatus.INACTIVE).addCategory(category(alert))
                .setCode(Codes.text("Vigil alert: " + DetectedIssueMapper.rules(alert)))
                .setSubject(subject.reference()).setPeriod(period)
                .setAuthor(Codes.logical("Device", Codes.SOFTWARE_SYSTEM, "vigil"));
    }

    static Optional<Instant> end(AlertState state) {
        return switch (state) {
            case AlertState.Active ignored -> Optional.empty();
            case AlertState.Acknowledged ignored -> Optional.empty();
            case AlertState.Snoozed ignored -> Optional.empty();
            case AlertState.Cleared(Instant at) -> Optional.of(at);
            case AlertState.Resolved(Instant at) -> Optional.of(at);
        };
    }

    /// Letters of IHE's alarm vocabulary, which FHIR shares.
    private static String priority(Alert alert) {
        return switch (alert.priority()) {
            case HIGH -> "PH";
            case MEDIUM -> "PM";
            case LOW -> "PL";
        };
    }

    private static CodeableConcept category(Alert alert) {
        return new CodeableConcept(switch (alert.kind()) {
            case PHYSIOLOGICAL -> new Coding(CATEGORY, "clinical", "Clinical");
            case TECHNICAL -> new Coding(CATEGORY, "admin", "Administrative");
        });
    }
}
