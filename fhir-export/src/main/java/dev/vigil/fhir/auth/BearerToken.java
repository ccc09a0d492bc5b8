package dev.vigil.fhir.auth;

import java.time.Duration;
import java.time.Instant;

/// An access token that prints as stars.
///
/// @param renewAt when another should be asked for, while this one still holds
record BearerToken(String value, Instant renewAt, Instant expiresAt) {

    private static final Duration LONGEST_LEAD = Duration.ofMinutes(1);
    private static final int LEAD_SHARE = 5;

    /// Renewed a fifth of its life before its end, at most a minute: time enough for a try that fails.
    static BearerToken of(String value, Duration life, Instant asked) {
        Duration share = life.dividedBy(LEAD_SHARE);
        Duration lead = share.compareTo(LONGEST_LEAD) < 0 ? share : LONGEST_LEAD;
        Instant expiresAt = asked.plus(life);
        return new BearerToken(value, expiresAt.minus(lead), expiresAt);
    }

    @Override
    public String toString() {
        return "BearerToken[***, until " + expiresAt + "]";
    }
}
