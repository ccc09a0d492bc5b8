package dev.vigil.domain.history;

import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What is kept of one patient's past, to be read while something is decided.
///
/// Results do not depend on the order of arrival for whatever comes within [#HORIZON]; points are kept for [#KEPT],
/// because a score that far back still looks at what was taken before it. Of one vital at most [#MOST_A_QUARTER] points
/// of each quarter of an hour are kept: what a denser stream has beyond that still counts in windows, but a correction
/// of it leaves extremes as bounds, and a score of the past does not see it.
public interface History {

    Duration HORIZON = Duration.ofHours(48);

    Duration KEPT = Duration.ofHours(72);

    int MOST_A_QUARTER = 1_000;

    /// Weights are kept as far back as a rule may compare them scale by scale, and a day more.
    Duration WEIGHTS_KEPT = Duration.ofDays(31);

    /// Nobody steps on scales more often; it bounds what a comparison reads.
    int MOST_WEIGHTS_A_QUARTER = 16;

    static Duration kept(Vital vital) {
        return vital == Vital.BODY_WEIGHT ? WEIGHTS_KEPT : KEPT;
    }

    static int mostAQuarter(Vital vital) {
        return vital == Vital.BODY_WEIGHT ? MOST_WEIGHTS_A_QUARTER : MOST_A_QUARTER;
    }

    /// A patient of whom nothing is kept: for readings that come in order.
    History NONE = new History() {
        @Override
        public Optional<HistoryPoint> newest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which) {
            return Optional.empty();
        }

        @Override
        public Optional<HistoryPoint> oldest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which) {
            return Optional.empty();
        }

        @Override
        public List<ToldScore> scores(Instant from, Instant to) {
            return List.of();
        }
    };

    /// The newest point taken from `from` to `to`, both included, that is wanted.
    Optional<HistoryPoint> newest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which);

    /// The oldest one.
    Optional<HistoryPoint> oldest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which);

    /// Scores told for minutes that begin from `from` to `to`, both included, oldest first.
    List<ToldScore> scores(Instant from, Instant to);

    default Optional<HistoryPoint> find(Vital vital, Instant takenAt, String observationId) {
        return oldest(vital, takenAt, takenAt, point -> point.observationId().equals(observationId));
    }

    /// All points of a time that are wanted, oldest first.
    default List<HistoryPoint> all(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which) {
        List<HistoryPoint> all = new ArrayList<>();
        oldest(vital, from, to, point -> {
            if (which.test(point)) {
                all.add(point);
            }
            return false;
        });
        return all;
    }
}
