package dev.vigil.domain.monitor;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.window.Samples;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Readings as samples at even distances: every reading in exactly one run, at a place that is true to a quarter of the
/// period. What strays farther begins a new run at its own time, so nothing is moved to fit and nothing is left out.
final class Sampling {

    /// Places without a reading in a row; after more of them a new run begins.
    private static final long MOST_MISSING = 20;

    private static final Duration ALONE = Duration.ofSeconds(1);

    private Sampling() {
    }

    /// @param points of one vital, oldest first
    static List<Samples> of(List<HistoryPoint> points) {
        Map<String, List<HistoryPoint>> byDevice = new TreeMap<>();
        points.forEach(point -> byDevice.computeIfAbsent(point.deviceId().value(), any -> new ArrayList<>())
                .add(point));
        List<Samples> samples = new ArrayList<>();
        byDevice.forEach((device, ofDevice) -> addRuns(new DeviceId(device), ofDevice, samples));
        return samples;
    }

    private static void addRuns(DeviceId device, List<HistoryPoint> points, List<Samples> to) {
        long period = period(points);
        Instant from = points.getFirst().takenAt();
        List<@Nullable BigDecimal> values = new ArrayList<>();
        for (HistoryPoint point : points) {
            long place = place(from, point.takenAt(), period);
            if (!values.isEmpty() && (place < values.size() || place - values.size() > MOST_MISSING)) {
                to.add(new Samples(device, from, Duration.of(period, ChronoUnit.MICROS), values));
                from = point.takenAt();
                values.clear();
                place = 0;
            }
            while (values.size() < place) {
                values.add(null);
            }
            values.add(point.value() instanceof Quantity quantity ? quantity.value() : null);
        }
        to.add(new Samples(device, from, Duration.of(period, ChronoUnit.MICROS), values));
    }

    /// -1 where it is at none.
    private static long place(Instant from, Instant at, long period) {
        long offset = from.until(at, ChronoUnit.MICROS);
        long place = Math.floorDiv(offset + period / 2, period);
        return Math.abs(offset - place * period) * 4 <= period ? place : -1;
    }

    /// The mean distance of neighbours, by as many periods of the usual distance as lie between them; in microseconds,
    /// so that an hour of samples does not drift. Gaps only widen distances, so the usual one is of the smaller ones.
    private static long period(List<HistoryPoint> points) {
        long[] apart = new long[points.size() - 1];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = points.get(i).takenAt().until(points.get(i + 1).takenAt(), ChronoUnit.MICROS);
        }
        long[] distances = Arrays.stream(apart).filter(distance -> distance > 0).sorted().toArray();
        if (distances.length == 0) {
            return ALONE.toNanos() / 1000;
        }
        long usual = distances[(distances.length - 1) / 4];
        long span = 0;
        long places = 0;
        for (long distance : distances) {
            long place = (distance + usual / 2) / usual;
            if (place > 0 && place <= MOST_MISSING + 1 && Math.abs(distance - place * usual) * 4 <= usual) {
                span += distance;
                places += place;
            }
        }
        return (span + places / 2) / places;
    }
}
