package dev.vigil.domain.admission;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the times of sending of a device say about its clock.
///
/// A clock ahead shows in one message: nothing arrives before it was sent. A clock behind looks the same as a message
/// that waited, so it is believed only when the smallest offset comes again and again: messages that waited differ in
/// how long they did, a clock that is behind is behind by the same each time.
///
/// @param smallest the smallest offset (receipt minus sending) seen lately
/// @param first offset of the first message that agrees with it; a night's upload, whose messages waited each a little
///         less than the one before, must not pass for agreement
/// @param agreeing messages whose offset lay within a minute, counted up to what is needed
/// @param since receipt of the first of them
/// @param last receipt of the last of them, to ten minutes
public record DeviceClock(@Nullable Duration smallest, Duration first, int agreeing, Instant since, Instant last) {

    /// Below it a clock is taken at its word; the same as what may lie in the future.
    static final Duration TOLERANCE = Duration.ofMinutes(2);

    static final int NEEDED = 5;
    static final Duration NEEDED_SPAN = Duration.ofHours(1);
    static final Duration AGREEMENT = Duration.ofMinutes(1);

    /// A smallest offset that no message has shown for so long is from before the clock was set anew.
    static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);

    private static final long COARSE_SECONDS = 600;

    public static DeviceClock unknown() {
        return new DeviceClock(null, Duration.ZERO, 0, Instant.EPOCH, Instant.EPOCH);
    }

    DeviceClock observing(@Nullable Instant sentAt, Instant receivedAt) {
        if (sentAt == null || Timing.isAbsurd(sentAt, receivedAt)) {
            return this;
        }
        Duration offset = Duration.between(sentAt, receivedAt);
        Duration known = smallest;
        if (known == null || isForgotten(receivedAt) || offset.compareTo(first.minus(AGREEMENT)) < 0) {
            return new DeviceClock(offset, offset, 1, receivedAt, coarse(receivedAt));
        }
        if (offset.compareTo(known.plus(AGREEMENT)) > 0) {
            return this;
        }
        Instant latest = coarse(receivedAt).isAfter(last) ? coarse(receivedAt) : last;
        return new DeviceClock(offset.compareTo(known) < 0 ? offset : known, first, Math.min(agreeing + 1, NEEDED),
                since, latest);
    }

    /// What to add to a time of this device: less than nothing for a clock ahead, more for one behind.
    Duration correction(Instant sentAt, Instant receivedAt) {
        Duration offset = Duration.between(sentAt, receivedAt);
        return offset.isNegative() ? offset : behind();
    }

    private Duration behind() {
        boolean believed = smallest != null && smallest.compareTo(TOLERANCE) > 0 && agreeing >= NEEDED
                && Duration.between(since, last).compareTo(NEEDED_SPAN) >= 0;
        return believed && smallest != null ? smallest : Duration.ZERO;
    }

    private boolean isForgotten(Instant receivedAt) {
        return Duration.between(last, receivedAt).compareTo(FORGOTTEN_AFTER) > 0;
    }

    /// Coarse, so that a device's record is not written anew for each message.
    private static Instant coarse(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), COARSE_SECONDS) * COARSE_SECONDS);
    }
}
