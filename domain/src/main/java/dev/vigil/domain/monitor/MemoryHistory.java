package dev.vigil.domain.monitor;

import dev.vigil.domain.history.History;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.Collections;
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

/// A patient's past in memory, for whoever decides without a store: a trial over recordings, a test. Keeps as much as a
/// store does.
public final class MemoryHistory implements History {

    private static final Comparator<HistoryPoint> IN_TIME =
            Comparator.comparing(HistoryPoint::takenAt).thenComparing(HistoryPoint::observationId);

    private final Map<Vital, NavigableSet<HistoryPoint>> points = new EnumMap<>(Vital.class);
    private final NavigableMap<Instant, ToldScore> told = new TreeMap<>();

    /// What a decision says is to be kept; anything else is left.
    public void keep(MonitorOutcome outcome) {
        switch (outcome) {
            case MonitorOutcome.Remembered remembered -> keep(remembered.point());
            case MonitorOutcome.Told score -> keep(score.score());
            case MonitorOutcome.Summarised ignored -> {}
            case MonitorOutcome.Scored ignored -> {}
            case MonitorOutcome.Signalled ignored -> {}
            case MonitorOutcome.Pictured ignored -> {}
            case MonitorOutcome.Asked ignored -> {}
        }
    }

    private void keep(HistoryPoint point) {
        NavigableSet<HistoryPoint> all = points.computeIfAbsent(point.vital(), any -> new TreeSet<>(IN_TIME));
        all.remove(point);
        all.add(point);
        all.headSet(at(point, all.last().takenAt().minus(History.kept(point.vital())), ""), false).clear();
    }

    private void keep(ToldScore score) {
        told.put(score.minute(), score);
        told.headMap(told.lastKey().minus(KEPT), false).clear();
    }

    int size(Vital vital) {
        return points.getOrDefault(vital, Collections.emptyNavigableSet()).size();
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
        NavigableSet<HistoryPoint> all = points.getOrDefault(vital, Collections.emptyNavigableSet());
        return all.isEmpty() || to.isBefore(from) ? Collections.emptyNavigableSet()
                : all.subSet(at(all.first(), from, ""), true, at(all.first(), to, "\uffff"), true);
    }

    private static HistoryPoint at(HistoryPoint any, Instant time, String id) {
        return new HistoryPoint(any.vital(), time, id, 0, any.value(), false, false, any.deviceId(), null);
    }
}
