package dev.vigil.domain.history;

import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/// What is kept and what a decision under way adds to it.
public final class HistoryInHand implements History {

    private final History kept;
    private final List<HistoryPoint> added = new ArrayList<>(4);
    private final Map<Instant, ToldScore> told = new TreeMap<>();

    public HistoryInHand(History kept) {
        this.kept = kept;
    }

    public void add(HistoryPoint point) {
        added.removeIf(other -> isSame(other, point));
        added.add(point);
    }

    public void add(ToldScore score) {
        told.put(score.minute(), score);
    }

    @Override
    public Optional<HistoryPoint> newest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which) {
        return better(kept.newest(vital, from, to, point -> isCurrent(point) && which.test(point)),
                added(vital, from, to, which, HistoryInHand::later), HistoryInHand::later);
    }

    @Override
    public Optional<HistoryPoint> oldest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which) {
        return better(kept.oldest(vital, from, to, point -> isCurrent(point) && which.test(point)),
                added(vital, from, to, which, HistoryInHand::earlier), HistoryInHand::earlier);
    }

    @Override
    public List<ToldScore> scores(Instant from, Instant to) {
        Map<Instant, ToldScore> scores = new TreeMap<>();
        kept.scores(from, to).forEach(score -> scores.put(score.minute(), score));
        told.forEach((minute, score) -> {
            if (!minute.isBefore(from) && !minute.isAfter(to)) {
                scores.put(minute, score);
            }
        });
        return List.copyOf(scores.values());
    }

    private Optional<HistoryPoint> added(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which,
            BinaryOperator<HistoryPoint> choice) {
        return added.stream().filter(point -> point.vital() == vital && !point.takenAt().isBefore(from)
                && !point.takenAt().isAfter(to)).filter(which).reduce(choice);
    }

    private static Optional<HistoryPoint> better(Optional<HistoryPoint> one, Optional<HistoryPoint> other,
            BinaryOperator<HistoryPoint> choice) {
        return one.isPresent() && other.isPresent() ? Optional.of(choice.apply(one.get(), other.get()))
                : one.or(() -> other);
    }

    private boolean isCurrent(HistoryPoint point) {
        return added.stream().noneMatch(other -> isSame(other, point));
    }

    private static boolean isSame(HistoryPoint one, HistoryPoint other) {
        return one.vital() == other.vital() && one.observationId().equals(other.observationId());
    }

    private static HistoryPoint later(HistoryPoint one, HistoryPoint other) {
        return one.isBefore(other) ? other : one;
    }

    private static HistoryPoint earlier(HistoryPoint one, HistoryPoint other) {
        return one.isBefore(other) ? one : other;
    }
}
