package dev.vigil.ingest.check;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingIdentity;
import dev.vigil.wire.json.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Refuses what the bytes alone show to be wrong. What needs state or the clock (attribution, plausibility, future,
/// too old, duplicate) is admission's to judge.
public final class ReadingCheck {

    /// RFC 3339 has years of four digits; arithmetic downstream need not think of others.
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Duration LONGEST_AGO = Duration.ofDays(3660);

    private ReadingCheck() {
    }

    public static Checked check(Draft draft, Receipt receipt) {
        try {
            return new Checked.Accepted(reading(draft, receipt));
        } catch (Refused e) {
            return new Checked.Rejected(e.refusal());
        }
    }

    /// The same where a message may have waited since it was sent, for days and for nobody knows how long. A `takenAgo`
    /// counts from `sentAt`, and without that is refused: a reading of last night must not pass for one of now.
    public static Checked checkWaited(Draft draft, Receipt receipt) {
        return draft.takenAgo() == null || draft.sentAt() != null || receipt.sentAt() != null ? check(draft, receipt)
                : new Checked.Rejected(
                        new Refusal(Refusal.Type.MALFORMED, "sentAt is required beside takenAgo, because "
                                + "the message may have waited; or send takenAt", "sentAt", null));
    }

    private static Reading reading(Draft draft, Receipt receipt) {
        DeviceId device = Fields.read("deviceId", Fields.requiredText("deviceId", draft.deviceId()), DeviceId::new);
        requireCovered(receipt.sender(), device);
        ReadingId id = Fields.optional("id", draft.id(), ReadingId::new);
        Instant takenAt = Fields.optional("takenAt", draft.takenAt(), ReadingCheck::instant);
        Duration takenAgo = Fields.optional("takenAgo", draft.takenAgo(), ReadingCheck::ago);
        requireOneTime(takenAt, takenAgo);
        Instant ownSentAt = Fields.optional("sentAt", draft.sentAt(), ReadingCheck::instant);
        Instant sentAt = ownSentAt == null ? receipt.sentAt() : ownSentAt;
        List<RawMeasurement> measurements = MeasurementCheck.check(draft.measurements());
        Integer user = Fields.user(draft.user());
        if (id == null) {
            id = ReadingIdentity.of(device, reportedTime(takenAt, takenAgo, sentAt, receipt), measurements, user);
        }
        ReadingId replaces = Fields.optional("replaces", draft.replaces(), ReadingId::new);
        if (id.equals(replaces)) {
            throw Refused.malformed("replaces", "must name another reading");
        }
        return new Reading(device, id, takenAt, takenAgo, measurements, Fields.fraction("battery", draft.battery()),
                Fields.fraction("signalQuality", draft.signalQuality()), sentAt, receipt.receivedAt(),
                receipt.sender().name(), receipt.door(), draft.status(), replaces, user);
    }

    private static void requireCovered(Sender sender, DeviceId device) {
        if (!sender.devices().covers(device)) {
            throw new Refused(new Refusal(Refusal.Type.DEVICE_NOT_ALLOWED,
                    "deviceId is not one that this credential may push for", "deviceId", null));
        }
    }

    /// A time without an offset could be any hour of a day, so it is no time.
    public static Instant instant(String text) {
        Instant instant = Instants.parse(text);
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new IllegalArgumentException("must have a year from 0000 to 9999");
        }
        return instant;
    }

    private static Duration ago(String text) {
        Duration ago = Instants.parseDuration(text);
        if (ago.isNegative() || ago.compareTo(LONGEST_AGO) > 0) {
            throw new IllegalArgumentException("must be PT0S to P" + LONGEST_AGO.toDays() + "D");
        }
        return ago;
    }

    private static void requireOneTime(@Nullable Instant takenAt, @Nullable Duration takenAgo) {
        if (takenAt == null && takenAgo == null) {
            throw Refused.malformed("takenAt", "is required; a device without a clock sends takenAgo instead");
        }
        if (takenAt != null && takenAgo != null) {
            throw Refused.malformed("takenAgo", "must be absent where takenAt is given");
        }
    }

    /// For the identity alone. A device without a clock repeats its time only where the sender's clock stands beside
    /// it; without either a retry cannot be told from a new reading, and counting twice is safer than dropping one.
    private static Instant reportedTime(@Nullable Instant takenAt, @Nullable Duration takenAgo,
            @Nullable Instant sentAt, Receipt receipt) {
        if (takenAt != null || takenAgo == null) {
            return takenAt == null ? receipt.receivedAt() : takenAt;
        }
        return (sentAt == null ? receipt.receivedAt() : sentAt).minus(takenAgo);
    }
}
