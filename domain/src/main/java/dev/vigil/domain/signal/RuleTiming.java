package dev.vigil.domain.signal;

import java.time.Duration;

/// The durations a rule is judged by.
///
/// @param sustain how long the violation must last
/// @param spotCheck single readings, not a continuous stream: a lone one must not be lost, so it is raised unconfirmed
///     and a repeat confirms it
/// @param clearAfter how long the value must be back inside the clear limit
/// @param gap a longer silence between two readings breaks a violation that is not raised yet, and an episode of the
/// past
public record RuleTiming(Duration sustain, boolean spotCheck, Duration clearAfter, Duration gap) {

    /// For what is computed from several readings at once.
    public static final RuleTiming AT_ONCE = new RuleTiming(Duration.ZERO, false, Duration.ZERO, Duration.ofHours(1));

    /// For what came too late: there is no time left to wait for a second spot check.
    public RuleTiming ofThePast() {
        return spotCheck ? new RuleTiming(Duration.ZERO, true, clearAfter, gap) : this;
    }
}
