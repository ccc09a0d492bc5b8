package dev.vigil.domain.alert;

import dev.vigil.domain.id.NameBasedId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One delivery of an alert to one channel, and what became of it. It says nothing of what was found: that is the
/// alert's to say.
///
/// @param priority of the alert as it was told
/// @param alertAt the alert's own `at`: which of its transitions was told
/// @param attempt 1 for the first; later ones amend what the earlier ones said
/// @param sentAt when this attempt was made
/// @param receivedAt when it is known to have reached the recipient, null where that is not known
/// @param reason why it failed, null where it was delivered
public record Notification(String alertId, PatientId patientId, Priority priority, Instant alertAt, Channel channel,
        Recipient recipient, int attempt, Instant sentAt, @Nullable Instant receivedAt, Outcome outcome,
        @Nullable Reason reason) {

    /// A way in which an alert reaches a person.
    public enum Channel {
        WEBHOOK("webhook"), EMAIL("e-mail"), PAGE("page");

        private final String code;

        Channel(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /// What became of an attempt.
    public enum Outcome {
        DELIVERED("delivered"), FAILED("failed");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /// Why an attempt failed.
    public enum Reason {
        UNKNOWN("unknown"),
        SYSTEM_ERROR("system-error"),
        RECIPIENT_UNAVAILABLE("recipient-unavailable"),
        INVALID_ADDRESS("invalid-address");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    public Notification {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be 1 or more");
        }
        if ((outcome == Outcome.FAILED) != (reason != null)) {
            throw new IllegalArgumentException("reason must be there where the outcome is failed, and only there");
        }
        if (outcome == Outcome.FAILED && receivedAt != null) {
            throw new IllegalArgumentException("receivedAt cannot be where the outcome is failed");
        }
    }

    /// The same for every attempt, so that a resend is recognised and a later attempt amends an earlier one.
    public String deliveryId() {
        return NameBasedId.of("notification", alertId, alertAt.toString(), channel.code(), recipient.kind().code(),
                recipient.id().value()).toString();
    }

    /// Higher the more is known: a later attempt, and of one attempt the word that it was received.
    public long revision() {
        return 2L * (attempt - 1) + (receivedAt == null ? 0 : 1);
    }
}
