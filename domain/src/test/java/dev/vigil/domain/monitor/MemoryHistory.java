package dev.vigil.domain.monitor;

import dev.vigil.domain.history.History;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A patient's past in memory, as a store would keep it.
final class MemoryHistory implements History {

    private static final Comparator<HistoryPoint> IN_TIME =
            Comparator.comparing(HistoryPoint::takenAt).thenComparing(HistoryPoint::observationId);

    private final Map<Vital, NavigableSet<HistoryPoint>> points = new EnumMap<>(Vital.class);
    private final NavigableMap<Instant, ToldScore> told = new TreeMap<>();

    void keep(MonitorOutcome outcome) {
        switch (outcome) {
            case MonitorOutcome.Remembered remembered -> {
                HistoryPoint point = remembered.point();
                NavigableSet<HistoryPoint> all = points.computeIfAbsent(point.vital(), any -> new TreeSet<>(IN_TIME));
                all.remove(point);
                all.add(point);
            }
            case MonitorOutcome.Told score -> told.put(score.score().minute(), score.score());
            case MonitorOutcome.Summarised ignored -> {}
            case MonitorOutcome.Scored ignored -> {}
            case MonitorOutcome.Signalled ignored -> {}
            case MonitorOutcome.Pictured ignored -> {}
            case MonitorOutcome.Asked ignored -> {}
        }
    }

    int size(Vital vital) {
        return points.containsKey(vital) ? points.get(vital).size() : 0;
    }

    @Override
    public Optional<HistoryPoint> newest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which) {
        return between(vital, from, to).descendingSet().stream().filter(which).findFirst();
    }

    @Override
    public Optional<HistoryPoint> oldest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which) {
        return between(vital, from, to).stream().filter(which).findFirst();
    }

    @Override
    public List<ToldScore> scores(Instant from, Instant to) {
        return List.copyOf(told.subMap(from, true, to, true).values());
    }

    private NavigableSet<HistoryPoint> between(Vital vital, Instant from, Instant to) {
        NavigableSet<HistoryPoint> all = points.getOrDefault(vital, new TreeSet<>(IN_TIME));
        NavigableSet<HistoryPoint> found = new TreeSet<>(IN_TIME);
        HistoryPoint probe = all.isEmpty() ? null : all.first();
        if (probe != null && !to.isBefore(from)) {
            found.addAll(all.subSet(at(probe, from, ""), true, at(probe, to, "\uffff"), true));
        }
        return found;
    }

    private static HistoryPoint at(HistoryPoint any, Instant time, String id) {
        return new HistoryPoint(any.vital(), time, id, 0, any.value(), false, false, any.deviceId(), null);
    }
}
