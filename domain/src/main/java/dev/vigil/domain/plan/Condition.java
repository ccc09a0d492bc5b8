package dev.vigil.domain.plan;

import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Statistic;
import dev.vigil.domain.window.WindowLength;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When a rule fires.
public sealed interface Condition {

    /// A vital violates a limit, for a time.
    ///
    /// @param sustainedFor null leaves it to how the vital is measured: 30 s where it is monitored continuously, at
    ///     once but unconfirmed where it is spot-checked
    record Threshold(Vital vital, Limit limit, @Nullable Duration sustainedFor) implements Condition {
    }

    /// A coded vital takes one of the levels.
    record LevelIn(Vital vital, Set<Consciousness> levels) implements Condition {
        public LevelIn {
            levels = Set.copyOf(levels);
        }
    }

    /// A statistic of a rolling window violates a limit, given enough readings.
    record WindowStatistic(Vital vital, WindowLength window, Statistic statistic, Limit limit, int atLeastReadings)
            implements Condition {
    }

    /// The floor of a score: what the parts at hand prove, whatever the missing ones are.
    record ScoreAtLeast(ScoreName score, int atLeast) implements Condition {
    }

    /// Any single part of a score.
    record ScorePartAtLeast(ScoreName score, int points) implements Condition {
    }

    /// Nothing (or nothing of one vital) came for a time.
    record Silent(@Nullable Vital vital, Duration silentFor) implements Condition {
    }
}
