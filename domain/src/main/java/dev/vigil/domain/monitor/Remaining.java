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
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;

/// The points of a vital that are left in the history, for panes that lose one.
///
/// @param since the history holds what was taken after it
record Remaining(History history, Vital vital, Instant since) implements Points {

    @Override
    public Optional<Point> first(long fromMillis, long toMillis) {
        return isKnown(fromMillis) ? history.oldest(vital, Instant.ofEpochMilli(fromMillis), before(toMillis),
                HistoryPoint::counts).flatMap(point -> ofItsMillisecond(point, Point::earlier)) : Optional.empty();
    }

    @Override
    public Optional<Point> last(long fromMillis, long toMillis) {
        return isKnown(fromMillis) ? history.newest(vital, Instant.ofEpochMilli(fromMillis), before(toMillis),
                HistoryPoint::counts).flatMap(point -> ofItsMillisecond(point, Point::later)) : Optional.empty();
    }

    /// The history orders points of one instant by their observation, panes by their value.
    private Optional<Point> ofItsMillisecond(HistoryPoint point, BinaryOperator<Point> choice) {
        long millis = point.takenAt().toEpochMilli();
        return history.all(vital, Instant.ofEpochMilli(millis), before(millis + 1), HistoryPoint::counts).stream()
                .map(HistoryPoint::point).flatMap(Optional::stream).reduce(choice);
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
