package dev.vigil.domain.signal;

import org.jspecify.annotations.Nullable;

/// What one event did to a rule.
///
/// @param says what the care team is told, null for nothing
/// @param episode the episode it is told about, null where nothing is told
public record RuleStep(RuleState state, @Nullable SignalState says, RuleState.@Nullable Raised episode) {

    static RuleStep to(RuleState state) {
        return new RuleStep(state, null, null);
    }

    static RuleStep raised(RuleState.Raised episode) {
        return new RuleStep(episode, SignalState.RAISED, episode);
    }

    static RuleStep changed(RuleState.Raised episode) {
        return new RuleStep(episode, SignalState.CHANGED, episode);
    }

    static RuleStep ended(RuleState.Raised episode) {
        return new RuleStep(RuleState.QUIET, SignalState.ENDED, episode);
    }
}
