package dev.vigil.domain.admission;

import dev.vigil.domain.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a reading was taken, by our clock.
///
/// @param takenAt after correction
/// @param offset what was added to the device's time, null when nothing was
/// @param receivedAt never later than now: a foreign producer's clock is not believed either
public record Timing(Instant takenAt, @Nullable Duration offset, Instant receivedAt) {

    /// How far a clock may be wrong and still be taken for a clock; also keeps arithmetic within [Instant]'s range.
    private static final Duration FARTHEST = Duration.ofDays(200 * 365L);

    /// @param clock what is known of the device's clock, this message included
    static Timing of(Reading reading, DeviceClock clock, Instant now) {
        Instant receivedAt = receipt(reading, now);
        Instant sentAt = reading.sentAt();
        Instant reported = reported(reading, receivedAt);
        if (sentAt == null || isAbsurd(sentAt, receivedAt) || isAbsurd(reported, receivedAt)) {
            return new Timing(reported, null, receivedAt);
        }
        Duration offset = clock.correction(sentAt, receivedAt);
        return offset.isZero() ? new Timing(reported, null, receivedAt)
                : new Timing(reported.plus(offset), offset, receivedAt);
    }

    /// By the clock that reported it. What was taken a while ago is counted back from when it was sent, where that is
    /// said: since then the message may have waited.
    static Instant reported(Reading reading, Instant receivedAt) {
        if (reading.takenAt() != null) {
            return reading.takenAt();
        }
        Instant sentAt = reading.sentAt();
        return (sentAt == null || isAbsurd(sentAt, receivedAt) ? receivedAt : sentAt).minus(ago(reading));
    }

    static Instant receipt(Reading reading, Instant now) {
        Instant received = reading.receivedAt();
        if (received.isAfter(now)) {
            return now;
        }
        return received.isBefore(Instant.EPOCH) ? Instant.EPOCH : received;
    }

    static boolean isAbsurd(Instant time, Instant receivedAt) {
        return Duration.between(time, receivedAt).abs().compareTo(FARTHEST) > 0;
    }

    Duration age() {
        return Duration.between(takenAt, receivedAt);
    }

    Timing firstReceivedAt(Instant other) {
        return new Timing(takenAt, offset, other.isBefore(receivedAt) ? other : receivedAt);
    }

    private static Duration ago(Reading reading) {
        Duration ago = reading.takenAgo();
        if (ago == null) {
            return Duration.ZERO;
        }
        return ago.compareTo(FARTHEST) > 0 ? FARTHEST : ago;
    }
}
