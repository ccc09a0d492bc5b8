package dev.vigil.domain.plan;

import dev.vigil.domain.device.DeviceProperty;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.score.table.ScoreTable;
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

    /// The floor of a score that is a table.
    record TableScoreAtLeast(ScoreTable table, int atLeast) implements Condition {
    }

    /// Any single part of a score.
    record ScorePartAtLeast(ScoreName score, int points) implements Condition {
    }

    /// Nothing (or nothing of one vital) came for a time.
    record Silent(@Nullable Vital vital, Duration silentFor) implements Condition {
    }

    /// A vital has risen by so much, or more, above its lowest value of the time before.
    ///
    /// @param within at most thirty days, counted in whole panes: of 10 s below five minutes, of 1 min below an hour,
    ///     of 15 min below a day, of 6 h from there on
    record Rises(Vital vital, BigDecimal by, Duration within) implements Condition {
    }

    /// A vital has fallen by so much, or more, below its highest value of the time before; otherwise as a rise.
    record Falls(Vital vital, BigDecimal by, Duration within) implements Condition {
    }

    /// A vital will violate a limit if it goes on as it went: its newest value, moved on along the straight line
    /// through the window's readings. It looks ahead no farther than those readings reach back.
    record Trend(Vital vital, WindowLength over, Limit limit, Duration within, int atLeastReadings)
            implements Condition {
    }

    /// A vital lies so many standard deviations, or more, from the mean of the patient's own last seven days.
    ///
    /// @param sustainedFor as of a threshold
    record Deviates(Vital vital, BigDecimal deviations, @Nullable Duration sustainedFor) implements Condition {
    }

    /// A device tells of itself what violates a limit, in the property's own unit.
    record DeviceReports(DeviceProperty property, Limit limit) implements Condition {
    }

    /// What is newest meets all parts at once.
    ///
    /// @param parts what may be combined; none has a time of its own
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = combinable(parts);
        }
    }

    /// What is newest meets at least one part.
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = combinable(parts);
        }
    }

    /// What is newest is known and does not meet the part.
    record Not(Condition part) implements Condition {
        public Not {
            combinable(List.of(part));
        }
    }

    /// Whether it may be a part of another: it follows from what was measured. A silence follows from the time, and
    /// what a device tells of itself belongs to the device.
    default boolean isCombinable() {
        return !(this instanceof Silent) && !(this instanceof DeviceReports);
    }

    private static List<Condition> combinable(List<Condition> parts) {
        if (!parts.stream().allMatch(Condition::isCombinable)) {
            throw new IllegalArgumentException("a silence and what a device reports cannot be combined");
        }
        return List.copyOf(parts);
    }

    /// Whether a new value of the vital must be held against this.
    default boolean concerns(Vital other) {
        return switch (this) {
            case Threshold threshold -> threshold.vital == other;
            case LevelIn level -> level.vital == other;
            case WindowStatistic statistic -> statistic.vital == other;
            case Rises rises -> rises.vital == other;
            case Falls falls -> falls.vital == other;
            case Trend trend -> trend.vital == other;
            case Deviates deviates -> deviates.vital == other;
            case All all -> all.parts.stream().anyMatch(part -> part.concernsAsPart(other));
            case Any any -> any.parts.stream().anyMatch(part -> part.concernsAsPart(other));
            case Not not -> not.part.concernsAsPart(other);
            case TableScoreAtLeast score -> score.table.looksAt(other);
            case ScoreAtLeast score -> false;
            case ScorePartAtLeast part -> false;
            case Silent silent -> false;
            case DeviceReports reports -> false;
        };
    }

    /// The same within a combination, where NEWS2 is looked at with the values and not when it is told.
    private boolean concernsAsPart(Vital other) {
        boolean news2 = this instanceof ScoreAtLeast || this instanceof ScorePartAtLeast;
        return news2 ? News2.parameterOf(other).isPresent() : concerns(other);
    }
}
