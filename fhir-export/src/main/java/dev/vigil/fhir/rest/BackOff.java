package dev.vigil.fhir.rest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long to leave a server alone: doubling from `first` to `longest`, longer where it asks for more, but no longer
/// than an hour.
///
/// @param operator between two tries of what a person must mend
public record BackOff(Duration first, Duration longest, Duration operator) {

    private static final int MOST_DOUBLINGS = 30;
    private static final int EAGERNESS = 6;

    /// A server that asks for more is mistaken, or means somebody else.
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    public static BackOff standard() {
        return new BackOff(Duration.ofMillis(500), Duration.ofMinutes(1), Duration.ofSeconds(30));
    }

    /// For critical results, which should be there as soon as the server is.
    BackOff eager() {
        return new BackOff(first, longest.dividedBy(EAGERNESS), operator);
    }

    Duration after(int attempts, @Nullable Duration retryAfter) {
        Duration doubled = first.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        Duration ours = doubled.compareTo(longest) < 0 ? doubled : longest;
        if (retryAfter == null || retryAfter.compareTo(ours) <= 0) {
            return ours;
        }
        return retryAfter.compareTo(LONGEST_ASKED) < 0 ? retryAfter : LONGEST_ASKED;
    }
}
