package dev.vigil.domain.window;

import dev.vigil.domain.vital.TargetRange;
import dev.vigil.domain.vital.Vital;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a short stretch of one vital holds: the brick that every window is laid of.
///
/// All sums are exact integers, so adding is commutative and order of arrival cannot change a result. Times are counted
/// from the pane's start, so that a quarter of an hour takes ten million points and six hours some sixty thousand (2.7
/// a second) before a sum would leave a long. A pane that is full ignores further points: a flood of one vital must
/// not stop the patient's stream.
///
/// @param index number of the pane since the epoch
/// @param time sum of the times since the pane's start, in milliseconds
/// @param timeSquares sum of their squares
/// @param timeValues sum of time times value
/// @param ranges null for a vital without a target range, and where it was laid up before they were counted
public record Pane(long index, long count, long sum, long squares, long time, long timeSquares, long timeValues,
        long min, long max, Point first, Point last, @Nullable RangeCounts ranges) {

    static final long MOST_POINTS = 10_000_000;

    public static long indexOf(long epochMillis, Duration length) {
        return Math.floorDiv(epochMillis, length.toMillis());
    }

    static Pane of(Vital vital, Point point, Duration length) {
        long index = indexOf(point.millis(), length);
        long offset = point.millis() - index * length.toMillis();
        long value = point.scaled();
        TargetRange range = vital.targetRange();
        return new Pane(index, 1, value, value * value, offset, offset * offset, offset * value, value, value, point,
                point, range == null ? null : RangeCounts.of(range, value));
    }

    /// Both panes must have the same index.
    Pane plus(Pane other) {
        if (index != other.index) {
            throw new IllegalArgumentException("panes " + index + " and " + other.index + " are not the same stretch");
        }
        if (count + other.count > MOST_POINTS || timeSquares + other.timeSquares < 0) {
            return this;
        }
        return new Pane(index, count + other.count, sum + other.sum, squares + other.squares, time + other.time,
                timeSquares + other.timeSquares, timeValues + other.timeValues, Math.min(min, other.min),
                Math.max(max, other.max), first.earlier(other.first), last.later(other.last),
                RangeCounts.sum(ranges, other.ranges));
    }

    /// Without a point it holds; empty when none is left, this very pane when it is seen not to hold it.
    ///
    /// The sums stay exact, and so do extremes and ends where the points left are known; where they are not, an extreme
    /// that leaves several others behind stays as a bound.
    Optional<Pane> minus(Vital vital, Point point, Duration length, Points left) {
        if (count == 1) {
            return first.equals(point) ? Optional.empty() : Optional.of(this);
        }
        long start = index * length.toMillis();
        if (count == 2) {
            return Optional.of(isWith(point, start) ? of(vital, otherThan(point, start), length) : this);
        }
        long end = start + length.toMillis();
        long offset = point.millis() - start;
        long value = point.scaled();
        long least = value == min ? left.least(start, end, count - 1).orElse(min) : min;
        long greatest = value == max ? left.greatest(start, end, count - 1).orElse(max) : max;
        return Optional.of(new Pane(index, count - 1, sum - value, squares - value * value, time - offset,
                timeSquares - offset * offset, timeValues - offset * value, least, greatest,
                first.equals(point) ? left.first(start, end).orElse(first) : first,
                last.equals(point) ? left.last(start, end).orElse(last) : last, rangesWithout(vital, value)));
    }

    /// Of two: what the sums leave, whatever is known of ends.
    private Point otherThan(Point point, long start) {
        return new Point(start + time - (point.millis() - start), sum - point.scaled());
    }

    /// Of two: whether a point is one of them, which their sums and squares tell.
    private boolean isWith(Point point, long start) {
        Point other = otherThan(point, start);
        long offset = point.millis() - start;
        long otherOffset = other.millis() - start;
        long value = point.scaled();
        return squares == value * value + other.scaled() * other.scaled()
                && timeSquares == offset * offset + otherOffset * otherOffset
                && timeValues == offset * value + otherOffset * other.scaled();
    }

    public Pane withRanges(@Nullable RangeCounts counted) {
        return new Pane(index, count, sum, squares, time, timeSquares, timeValues, min, max, first, last, counted);
    }

    private @Nullable RangeCounts rangesWithout(Vital vital, long value) {
        TargetRange range = vital.targetRange();
        return range == null || ranges == null ? null : ranges.minus(RangeCounts.of(range, value));
    }

    /// The same on the epoch's own axis, where panes of different stretches can be added.
    public Tally tally(Duration length) {
        BigInteger start = BigInteger.valueOf(index * length.toMillis());
        BigInteger n = BigInteger.valueOf(count);
        BigInteger offsets = BigInteger.valueOf(time);
        BigInteger values = BigInteger.valueOf(sum);
        BigInteger times = offsets.add(n.multiply(start));
        BigInteger squaredTimes = BigInteger.valueOf(timeSquares).add(offsets.multiply(start).shiftLeft(1))
                .add(n.multiply(start).multiply(start));
        BigInteger timesValues = BigInteger.valueOf(timeValues).add(values.multiply(start));
        return new Tally(count, values, BigInteger.valueOf(squares), times, squaredTimes, timesValues, min, max, first,
                last, ranges);
    }
}
