package dev.vigil.domain.signal;

import java.time.Instant;

/// What can happen to a rule.
public sealed interface RuleEvent {

    /// A reading violates the limit.
    record Violated(Instant at) implements RuleEvent {
    }

    /// A reading neither violates the limit nor is back far enough to clear it.
    record Between(Instant at) implements RuleEvent {
    }

    /// A reading is inside the clear limit.
    record Within(Instant at) implements RuleEvent {
    }

    /// Time has passed on the wall clock.
    record TimePassed() implements RuleEvent {
    }

    /// The rule is no longer in the plan, or what it spoke of was withdrawn.
    record Withdrawn() implements RuleEvent {
    }
}
