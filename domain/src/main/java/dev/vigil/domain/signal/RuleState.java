package dev.vigil.domain.signal;

import java.time.Instant;

/// Where one rule stands for one patient. Times are times of measurement unless said otherwise.
public sealed interface RuleState {

    /// Nothing to say.
    record Quiet() implements RuleState {
    }

    /// Violated, but not for long enough yet.
    ///
    /// @param since the first reading of the violation
    /// @param lastAt the newest reading of it
    /// @param arrivedAt when the first one was judged, on the wall clock
    record Pending(Instant since, Instant lastAt, Instant arrivedAt) implements RuleState {
    }

    /// The episode is on.
    ///
    /// @param startedAt start of the episode; with patient and rule it names the signal
    /// @param lastAt the newest violating reading
    /// @param unconfirmed a single spot check, to be repeated
    record Raised(Instant startedAt, Instant lastAt, boolean unconfirmed) implements RuleState {
    }

    /// Back inside the clear limit, but not for long enough yet.
    record Clearing(Raised episode, Instant since) implements RuleState {
    }

    RuleState QUIET = new Quiet();

    default boolean isOn() {
        return switch (this) {
            case Quiet quiet -> false;
            case Pending pending -> false;
            case Raised raised -> true;
            case Clearing clearing -> true;
        };
    }
}
