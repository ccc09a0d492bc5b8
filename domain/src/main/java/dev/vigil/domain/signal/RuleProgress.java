package dev.vigil.domain.signal;

import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.vital.Vital;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where one rule stands for a patient: for what is current, and apart from it for what came too late to ring.
///
/// @param kind and priority are kept so that an episode can be ended after its rule has left the plan
/// @param explanation why it is not quiet, null when it is
/// @param provenBy parameters whose points raised a score; it ends only when these are measured again, because a value
///     that has become stale proves no recovery
/// @param reached the most that a score reached in this episode; more is told again
public record RuleProgress(RuleKind kind, Priority priority, RuleState live, RuleState past,
        @Nullable String explanation, Set<Vital> provenBy, int reached) {

    public RuleProgress {
        provenBy = Set.copyOf(provenBy);
    }

    public static RuleProgress quiet(Rule rule) {
        return new RuleProgress(rule.kind(), rule.priority(), RuleState.QUIET, RuleState.QUIET, null, Set.of(), 0);
    }

    public RuleProgress withLive(RuleState state, @Nullable String why) {
        return new RuleProgress(kind, priority, state, past, why, provenBy, reached);
    }

    public RuleProgress withPast(RuleState state) {
        return new RuleProgress(kind, priority, live, state, explanation, provenBy, reached);
    }

    /// The same after a score that reached so much by these parameters; a new episode forgets the one before.
    public RuleProgress proven(Set<Vital> parameters, int score) {
        return new RuleProgress(kind, priority, live, past, explanation, parameters, score);
    }

    public boolean isQuiet() {
        return live instanceof RuleState.Quiet && past instanceof RuleState.Quiet;
    }
}
