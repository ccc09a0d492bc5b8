package dev.vigil.domain.monitor;

import dev.vigil.domain.history.History;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Point;
import dev.vigil.domain.window.Points;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// The points of a vital that are left in the history, for panes that lose one.
///
/// @param since the history holds what was taken after it
record Remaining(History history, Vital vital, Instant since) implements Points {

    @Override
    public Optional<Point> first(long fromMillis, long toMillis) {
        return isKnown(fromMillis) ? history.oldest(vital, Instant.ofEpochMilli(fromMillis), before(toMillis),
                HistoryPoint::counts).flatMap(HistoryPoint::point) : Optional.empty();
    }

    @Override
    public Optional<Point> last(long fromMillis, long toMillis) {
        return isKnown(fromMillis) ? history.newest(vital, Instant.ofEpochMilli(fromMillis), before(toMillis),
                HistoryPoint::counts).flatMap(HistoryPoint::point) : Optional.empty();
    }

    @Override
    public OptionalLong least(long fromMillis, long toMillis, long count) {
        return values(fromMillis, toMillis, count).min();
    }

    @Override
    public OptionalLong greatest(long fromMillis, long toMillis, long count) {
        return values(fromMillis, toMillis, count).max();
    }

    /// None at all where not all are known.
    private LongStream values(long fromMillis, long toMillis, long count) {
        if (!isKnown(fromMillis)) {
            return LongStream.empty();
        }
        List<HistoryPoint> points = history.all(vital, Instant.ofEpochMilli(fromMillis), before(toMillis),
                HistoryPoint::counts);
        return points.size() != count ? LongStream.empty()
                : points.stream().map(HistoryPoint::point).flatMap(Optional::stream).mapToLong(Point::scaled);
    }

    private boolean isKnown(long fromMillis) {
        return !Instant.ofEpochMilli(fromMillis).isBefore(since);
    }

    private static Instant before(long millis) {
        return Instant.ofEpochMilli(millis).minusNanos(1);
    }
}
