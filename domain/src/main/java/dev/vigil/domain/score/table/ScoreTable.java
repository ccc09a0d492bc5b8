package dev.vigil.domain.score.table;

import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A score as a table: what it looks at, how many points each value has, and for whom it is valid.
///
/// @param freshness how long a vital counts in it, where the plan says nothing of its own
/// @param assumed what is taken for granted while it is not measured; such a part is always marked
public record ScoreTable(String id, Applicability appliesTo, List<ScoreColumn> columns,
        Map<Vital, Duration> freshness, Map<Vital, MeasuredValue> assumed) {

    /// The parameter that says whether somebody is on oxygen: any points of it mean yes.
    public static final String OXYGEN = "oxygen";

    public ScoreTable {
        columns = List.copyOf(columns);
        freshness = Map.copyOf(freshness);
        assumed = Map.copyOf(assumed);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a score has at least one parameter");
        }
    }

    public boolean looksAt(Vital vital) {
        return columns.stream().anyMatch(column -> column.source().vitals().contains(vital));
    }

    /// In the order of the table.
    List<String> parameters() {
        return columns.stream().map(ScoreColumn::parameter).distinct().toList();
    }
}
