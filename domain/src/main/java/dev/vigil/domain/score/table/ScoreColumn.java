package dev.vigil.domain.score.table;

import dev.vigil.domain.vital.Vital;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One column of a score's table. Columns of one parameter are alternatives: the newest value of any of them counts.
///
/// @param oxygenScale holds for patients on this SpO2 scale only, null for everybody
/// @param onOxygen holds on oxygen, or on air, only; null for both
public record ScoreColumn(String parameter, Source source, @Nullable Integer oxygenScale, @Nullable Boolean onOxygen,
        Banding banding) {

    /// Where a column's number comes from.
    public sealed interface Source {

        List<Vital> vitals();
    }

    /// The newest of these; of one instant the first.
    public record OneOf(List<Vital> vitals) implements Source {
        public OneOf {
            vitals = List.copyOf(vitals);
        }
    }

    /// One vital divided by another.
    public record Ratio(Vital over, Vital under) implements Source {
        @Override
        public List<Vital> vitals() {
            return List.of(over, under);
        }
    }

    boolean isOfScale(int scale) {
        return oxygenScale == null || oxygenScale == scale;
    }
}
