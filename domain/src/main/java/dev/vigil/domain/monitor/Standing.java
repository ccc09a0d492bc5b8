package dev.vigil.domain.monitor;

import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.signal.RuleProgress;
import dev.vigil.domain.signal.RuleState;
import dev.vigil.domain.signal.RuleTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a patient stands, for whoever asks: changes nothing and tells nobody else.
///
/// @param rules every rule of the plan, quiet ones too, then those that left the plan with an episode on
public record Standing(CurrentPicture picture, String planId, List<RuleStanding> rules) {

    public Standing {
        rules = List.copyOf(rules);
    }

    /// Where one rule is on its way.
    ///
    /// @param held how long a violation has lasted that is not raised yet; zero otherwise
    /// @param required how long it must last; null where the rule left the plan
    public record RuleStanding(String ruleId, Priority priority, RuleState state, Duration held,
            @Nullable Duration required, @Nullable String explanation) {
    }

    public static Standing of(PatientState state, Plan plan, Instant now) {
        Turn turn = new Turn(state, plan, now);
        List<RuleStanding> rules = new ArrayList<>();
        for (Rule rule : plan.rules()) {
            rules.add(standing(rule.id(), turn.progress(rule), RuleSteps.timing(turn, rule), now));
        }
        state.rules().entrySet().stream()
                .filter(entry -> plan.rules().stream().noneMatch(rule -> rule.id().equals(entry.getKey())))
                .map(entry -> standing(entry.getKey(), entry.getValue(), null, now)).forEach(rules::add);
        return new Standing(Pictures.picture(turn), plan.id(), rules);
    }

    private static RuleStanding standing(String ruleId, RuleProgress progress, @Nullable RuleTiming timing,
            Instant now) {
        return new RuleStanding(ruleId, progress.priority(), progress.live(), held(progress.live(), timing, now),
                timing == null ? null : timing.sustain(), progress.explanation());
    }

    /// A continuous violation lasts from its first reading to its newest; a lone spot check waits on the wall clock.
    private static Duration held(RuleState state, @Nullable RuleTiming timing, Instant now) {
        if (!(state instanceof RuleState.Pending pending)) {
            return Duration.ZERO;
        }
        boolean waits = timing != null && timing.spotCheck();
        Duration held = waits ? Duration.between(pending.arrivedAt(), now)
                : Duration.between(pending.since(), pending.lastAt());
        return held.isNegative() ? Duration.ZERO : held;
    }
}
