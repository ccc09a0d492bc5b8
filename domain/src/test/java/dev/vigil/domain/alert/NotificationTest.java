package dev.vigil.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.domain.alert.Notification.Channel;
import dev.vigil.domain.alert.Notification.Outcome;
import dev.vigil.domain.alert.Notification.Reason;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.RecipientId;
import dev.vigil.domain.plan.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:41:04Z");
    private static final Recipient NURSE = new Recipient(Recipient.Kind.ROLE, new RecipientId("nurse-on-call"));

    @Test
    void shouldBeTheSameDeliveryAtEveryAttempt() {
        Notification first = notification(AT, Channel.EMAIL, 1, null, Outcome.FAILED, Reason.SYSTEM_ERROR);
        Notification second = notification(AT, Channel.EMAIL, 2, null, Outcome.DELIVERED, null);
        assertThat(second.deliveryId()).isEqualTo(first.deliveryId());
        assertThat(notification(AT, Channel.WEBHOOK, 1, null, Outcome.DELIVERED, null).deliveryId())
                .as("another channel").isNotEqualTo(first.deliveryId());
        assertThat(notification(AT.plusSeconds(1), Channel.EMAIL, 1, null, Outcome.DELIVERED, null).deliveryId())
                .as("another transition").isNotEqualTo(first.deliveryId());
    }

    @Test
    void shouldKnowMoreWithEveryAttemptAndOnceItWasReceived() {
        assertThat(notification(AT, Channel.EMAIL, 1, null, Outcome.FAILED, Reason.UNKNOWN).revision()).isZero();
        assertThat(notification(AT, Channel.EMAIL, 1, AT, Outcome.DELIVERED, null).revision()).isEqualTo(1);
        assertThat(notification(AT, Channel.EMAIL, 2, null, Outcome.DELIVERED, null).revision()).isEqualTo(2);
    }

    @Test
    void shouldSayWhyItFailedAndOnlyThen() {
        assertThatThrownBy(() -> notification(AT, Channel.EMAIL, 1, null, Outcome.FAILED, null))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> notification(AT, Channel.EMAIL, 1, null, Outcome.DELIVERED, Reason.UNKNOWN))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> notification(AT, Channel.EMAIL, 1, AT, Outcome.FAILED, Reason.UNKNOWN))
                .hasMessageContaining("receivedAt");
        assertThatThrownBy(() -> notification(AT, Channel.EMAIL, 0, null, Outcome.DELIVERED, null))
                .hasMessageContaining("attempt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@ward.example", "+441632960000", "Ada Example", ""})
    void shouldRefuseAnAddressOrANameAsARecipientWithoutRepeatingIt(String address) {
        assertThatThrownBy(() -> new RecipientId(address)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("recipient id must be 1 to 64 characters of [A-Za-z0-9._-]");
    }

    private static Notification notification(Instant alertAt, Channel channel, int attempt,
            @Nullable Instant receivedAt, Outcome outcome, @Nullable Reason reason) {
        return new Notification("a-1", new PatientId("p1"), Priority.HIGH, alertAt, channel, NURSE, attempt,
                AT.plusSeconds(1), receivedAt, outcome, reason);
    }
}
