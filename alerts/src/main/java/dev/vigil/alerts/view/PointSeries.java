package dev.vigil.alerts.view;

import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One vital of one patient over the last two days, for a chart: by time of measurement (to the millisecond), in a
/// bounded number of points. When the bound is reached every other of the older half is let go, so a dense series
/// grows coarser with its age and never shorter. Arrays, because there are thousands of series. Not thread-safe.
final class PointSeries {

    static final int MOST_POINTS = 1_024;
    private static final int FEWEST = 16;

    private final Vital vital;
    private long[] times = new long[FEWEST];
    private long[] values = new long[FEWEST];
    private boolean[] questionable = new boolean[FEWEST];
    private int size;

    PointSeries(Vital vital) {
        this.vital = vital;
    }

    void put(Instant takenAt, MeasuredValue value, boolean isQuestionable) {
        long time = takenAt.toEpochMilli();
        int found = Arrays.binarySearch(times, 0, size, time);
        int at = found >= 0 ? found : -found - 1;
        if (found < 0) {
            grow();
            move(at, at + 1);
            size++;
        }
        times[at] = time;
        values[at] = unscaled(value);
        questionable[at] = isQuestionable;
        if (size > MOST_POINTS) {
            thin();
        }
    }

    void remove(Instant takenAt) {
        int at = Arrays.binarySearch(times, 0, size, takenAt.toEpochMilli());
        if (at >= 0) {
            move(at + 1, at);
            size--;
        }
    }

    void forgetBefore(Instant time) {
        int first = firstAt(time);
        if (first > 0) {
            move(first, 0);
            size -= first;
        }
    }

    /// `[from, to)`, oldest first.
    List<Point> between(Instant from, Instant to) {
        List<Point> found = new ArrayList<>();
        for (int i = firstAt(from); i < firstAt(to); i++) {
            found.add(new Point(Instant.ofEpochMilli(times[i]), value(values[i]), questionable[i]));
        }
        return found;
    }

    private int firstAt(Instant time) {
        int found = Arrays.binarySearch(times, 0, size, time.toEpochMilli());
        return found >= 0 ? found : -found - 1;
    }

    private void grow() {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
            questionable = Arrays.copyOf(questionable, size * 2);
        }
    }

    private void move(int from, int to) {
        System.arraycopy(times, from, times, to, size - from);
        System.arraycopy(values, from, values, to, size - from);
        System.arraycopy(questionable, from, questionable, to, size - from);
    }

    private void thin() {
        int half = size / 2;
        int kept = (half + 1) / 2;
        for (int i = 0; i < kept; i++) {
            times[i] = times[2 * i];
            values[i] = values[2 * i];
            questionable[i] = questionable[2 * i];
        }
        move(half, kept);
        size -= half - kept;
    }

    private long unscaled(MeasuredValue value) {
        return switch (value) {
            case MeasuredValue.Quantity(BigDecimal number) -> number.setScale(vital.scale(), RoundingMode.HALF_UP)
                    .unscaledValue().longValue();
            case MeasuredValue.Level(Consciousness level) -> level.ordinal();
        };
    }

    private MeasuredValue value(long unscaled) {
        return vital.coded() ? new MeasuredValue.Level(Consciousness.values()[(int) unscaled])
                : new MeasuredValue.Quantity(BigDecimal.valueOf(unscaled, vital.scale()));
    }
}
