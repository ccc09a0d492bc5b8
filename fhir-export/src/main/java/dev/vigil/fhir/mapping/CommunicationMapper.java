package dev.vigil.fhir.mapping;

import dev.vigil.domain.alert.Notification;
import dev.vigil.domain.alert.Notification.Outcome;
import dev.vigil.domain.alert.Notification.Reason;
import dev.vigil.domain.alert.Recipient;
import dev.vigil.domain.plan.Priority;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationPriority;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Reference;

/// A delivery of an alert, as the latest attempt left it: that somebody was told, when and how. What they were told is
/// the alert's to say, so there is no payload.
public final class CommunicationMapper {

    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/communication-category";
    private static final String NOT_DONE = "http://terminology.hl7.org/CodeSystem/communication-not-done-reason";
    private static final String MODE = "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode";

    private CommunicationMapper() {
    }

    public static Communication map(Notification notification, Subject subject) {
        Communication communication = new Communication();
        communication.setId(ResourceIds.ofCommunication(notification.deliveryId()));
        communication.addIdentifier(Codes.identifier(Codes.NOTIFICATION_SYSTEM, notification.deliveryId()))
                .setStatus(notification.outcome() == Outcome.DELIVERED ? CommunicationStatus.COMPLETED
                        : CommunicationStatus.NOTDONE)
                .addCategory(new CodeableConcept(new Coding(CATEGORY, "alert", "Alert")))
                .setPriority(priority(notification.priority())).addMedium(medium(notification.channel()))
                .setSubject(subject.reference())
                .addAbout(Codes.logical("DetectedIssue", Codes.ALERT_SYSTEM, notification.alertId()))
                .setSentElement(WrittenTimes.dateTime(notification.sentAt()))
                .addRecipient(recipient(notification.recipient()))
                .setSender(Codes.logical("Device", Codes.SOFTWARE_SYSTEM, "vigil"));
        if (notification.reason() != null) {
            communication.setStatusReason(reason(notification.reason()));
        }
        if (notification.receivedAt() != null) {
            communication.setReceivedElement(WrittenTimes.dateTime(notification.receivedAt()));
        }
        return communication;
    }

    /// High wants somebody at once, medium soon.
    private static CommunicationPriority priority(Priority priority) {
        return switch (priority) {
            case HIGH -> CommunicationPriority.STAT;
            case MEDIUM -> CommunicationPriority.URGENT;
            case LOW -> CommunicationPriority.ROUTINE;
        };
    }

    private static CodeableConcept medium(Notification.Channel channel) {
        return new CodeableConcept(switch (channel) {
            case WEBHOOK -> new Coding(MODE, "ELECTRONIC", "electronic data");
            case EMAIL -> new Coding(MODE, "EMAILWRIT", "email");
            case PAGE -> new Coding(MODE, "ONLINEWRIT", "online written");
        });
    }

    /// FHIR's code of a wrong address is for telephones alone.
    private static CodeableConcept reason(Reason reason) {
        return switch (reason) {
            case UNKNOWN -> new CodeableConcept(new Coding(NOT_DONE, "unknown", "Unknown"));
            case SYSTEM_ERROR -> new CodeableConcept(new Coding(NOT_DONE, "system-error", "System Error"));
            case RECIPIENT_UNAVAILABLE ->
                new CodeableConcept(new Coding(NOT_DONE, "recipient-unavailable", "Recipient Unavailable"));
            case INVALID_ADDRESS -> Codes.text("invalid address");
        };
    }

    private static Reference recipient(Recipient recipient) {
        String id = recipient.id().value();
        return switch (recipient.kind()) {
            case PERSON -> Codes.logical("Practitioner", Codes.USER_SYSTEM, id);
            case ROLE -> Codes.logical("PractitionerRole", Codes.ROLE_SYSTEM, id);
            case CARE_TEAM -> Codes.logical("CareTeam", Codes.CARE_TEAM_SYSTEM, id);
        };
    }
}
