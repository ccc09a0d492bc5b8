package dev.vigil.streams.monitoring;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.vital.Vital;
import java.util.List;
import java.util.Map;

/// The newest of a patient's past, which lie in their record; the rest lies in rows.
///
/// @param points of each vital, oldest first
/// @param scores that were told, oldest first
record RecentPast(Map<Vital, List<HistoryPoint>> points, List<ToldScore> scores) {

    static final RecentPast NOTHING = new RecentPast(Map.of(), List.of());

    List<HistoryPoint> points(Vital vital) {
        return points.getOrDefault(vital, List.of());
    }

    int size() {
        int size = scores.size();
        for (List<HistoryPoint> some : points.values()) {
            size += some.size();
        }
        return size;
    }
}
