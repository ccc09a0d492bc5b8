package dev.vigil.domain.plan;

import dev.vigil.domain.device.DeviceProperty;
import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Statistic;
import dev.vigil.domain.window.WindowLength;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
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

    /// A vital has risen by so much, or more, above its lowest value of the time before.
    ///
    /// @param within at most a week, counted in panes of six hours
    record Rises(Vital vital, BigDecimal by, Duration within) implements Condition {
    }

    /// A vital lies so many standard deviations, or more, from the mean of the patient's own last seven days.
    ///
    /// @param sustainedFor as of a threshold
    record Deviates(Vital vital, BigDecimal deviations, @Nullable Duration sustainedFor) implements Condition {
    }

    /// A device tells of itself what violates a limit, in the property's own unit.
    record DeviceReports(DeviceProperty property, Limit limit) implements Condition {
    }

    /// The newest values meet all parts at once.
    ///
    /// @param parts thresholds and levels; a threshold in it has no time of its own
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
            if (parts.stream().anyMatch(part -> !(part instanceof Threshold || part instanceof LevelIn))) {
                throw new IllegalArgumentException("all may hold limits of vitals and levels only");
            }
        }
    }

    /// Whether a new value of the vital must be held against this.
    default boolean concerns(Vital other) {
        return switch (this) {
            case Threshold threshold -> threshold.vital == other;
            case LevelIn level -> level.vital == other;
            case WindowStatistic statistic -> statistic.vital == other;
            case Rises rises -> rises.vital == other;
            case Deviates deviates -> deviates.vital == other;
            case All all -> all.parts.stream().anyMatch(part -> part.concerns(other));
            case ScoreAtLeast score -> false;
            case ScorePartAtLeast part -> false;
            case Silent silent -> false;
            case DeviceReports reports -> false;
        };
    }
}
