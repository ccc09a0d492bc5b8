package dev.vigil.app.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where a recording lies in time. Pure.
final class Timeline {

    private static final Comparator<RecordedReading> BY_ARRIVAL = Comparator
            .comparing(RecordedReading::arrivesAt).thenComparing(RecordedReading::takenAt)
            .thenComparing(RecordedReading::deviceId);

    private Timeline() {
    }

    /// All readings in the order in which they go out.
    static List<RecordedReading> inOrder(List<RecordedReading> readings) {
        return readings.stream().sorted(BY_ARRIVAL).toList();
    }

    /// Shifts each device's readings so that its last one is taken at `now`: recordings are relative, or of another
    /// year, and a pipeline that refuses what is too old or in the future would take none of them.
    static List<RecordedReading> lastIsNow(List<RecordedReading> readings, Instant now) {
        return shifted(readings, now, BinaryChoice.LATEST);
    }

    /// Shifts each device's readings so that its first one goes out at `now`, and runs them `speed` times as fast.
    static List<RecordedReading> firstIsNow(List<RecordedReading> readings, Instant now, double speed) {
        return shifted(readings, now, BinaryChoice.EARLIEST).stream()
                .map(reading -> new RecordedReading(reading.deviceId(), faster(reading.takenAt(), now, speed),
                        faster(reading.arrivesAt(), now, speed), reading.json()))
                .toList();
    }

    private enum BinaryChoice {
        EARLIEST, LATEST;

        Instant of(Instant one, Instant other) {
            boolean oneFirst = one.isBefore(other);
            return (this == EARLIEST) == oneFirst ? one : other;
        }
    }

    private static List<RecordedReading> shifted(List<RecordedReading> readings, Instant now, BinaryChoice anchor) {
        Map<String, Instant> anchors = new HashMap<>();
        for (RecordedReading reading : readings) {
            anchors.merge(reading.deviceId(), reading.takenAt(), anchor::of);
        }
        return readings.stream().map(reading -> {
            Duration shift = Duration.between(anchors.getOrDefault(reading.deviceId(), now), now);
            return new RecordedReading(reading.deviceId(), reading.takenAt().plus(shift),
                    reading.arrivesAt().plus(shift), reading.json());
        }).toList();
    }

    private static Instant faster(Instant time, Instant from, double speed) {
        return from.plusNanos(Math.round(Duration.between(from, time).toNanos() / speed));
    }
}
