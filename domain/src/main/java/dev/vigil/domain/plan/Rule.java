package dev.vigil.domain.plan;

import org.jspecify.annotations.Nullable;

/// One named rule of a plan.
///
/// @param clear null: the condition has ended when it no longer holds
public record Rule(String id, Priority priority, RuleKind kind, Condition when, @Nullable ClearCondition clear) {

    public Rule {
        if (!id.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("rule id must be 1 to 64 characters of [a-z0-9-]");
        }
    }
}
