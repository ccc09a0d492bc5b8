package dev.vigil.streams.admission;

import dev.vigil.domain.admission.Admission;
import dev.vigil.domain.admission.ReadingContent;
import dev.vigil.domain.admission.Recollection;
import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.admission.SeenContents;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Which readings have been here: one by one for as long as [Admission#EXACT_MEMORY] says, then by their content alone
/// for as long as readings are admitted.
final class ReadingMemory {

    /// Some milliseconds' worth of a scan on disk.
    private static final int SLICE = 2_000;
    private static final int DAYS_SLICE = 200;

    /// A reading reported for this recently cannot have left the exact memory yet.
    private static final Duration FRESH = Admission.EXACT_MEMORY.minusHours(1);

    private final KeyValueStore<String, RememberedReading> readings;
    private final KeyValueStore<String, SeenContents> contents;
    private @Nullable String nextReading;
    private @Nullable String nextDay;

    ReadingMemory(ProcessorContext<?, ?> context) {
        readings = context.getStateStore(AdmissionTopology.READINGS_SEEN);
        contents = context.getStateStore(AdmissionTopology.CONTENTS_SEEN);
    }

    Recollection recall(Reading reading, Instant now) {
        RememberedReading remembered = readings.get(key(reading.deviceId(), reading.id()));
        if (remembered != null) {
            return new Recollection.Lately(remembered);
        }
        return isFresh(reading, now) || !hasContentOf(reading, now) ? new Recollection.Unseen()
                : new Recollection.LongAgo();
    }

    RememberedReading of(String key) {
        return readings.get(key);
    }

    void keep(RememberedReading remembered) {
        readings.put(key(remembered.outcome().deviceId(), remembered.outcome().readingId()), remembered);
    }

    /// Forgets what is old enough, a slice at each call, so that no call takes long.
    void forgetSome(Instant now) {
        Map<String, SeenContents> days = new HashMap<>();
        try (KeyValueIterator<String, RememberedReading> slice = readings.range(nextReading, null)) {
            nextReading = null;
            for (int looked = 0; slice.hasNext(); looked++) {
                KeyValue<String, RememberedReading> entry = slice.next();
                if (looked == SLICE) {
                    nextReading = entry.key;
                    break;
                }
                if (entry.value.outcome().at().isBefore(now.minus(Admission.EXACT_MEMORY))) {
                    fold(days, entry.value, now);
                    readings.delete(entry.key);
                }
            }
        }
        days.forEach(contents::put);
        forgetDays(now.minus(Admission.TOO_OLD));
    }

    private void fold(Map<String, SeenContents> days, RememberedReading old, Instant now) {
        String day = dayKey(old.outcome().deviceId(), old.reportedDay());
        SeenContents seen = days.computeIfAbsent(day, this::contentsOf);
        days.put(day, seen.with(old.content(), now));
    }

    private void forgetDays(Instant before) {
        try (KeyValueIterator<String, SeenContents> slice = contents.range(nextDay, null)) {
            nextDay = null;
            for (int looked = 0; slice.hasNext(); looked++) {
                KeyValue<String, SeenContents> entry = slice.next();
                if (looked == DAYS_SLICE) {
                    nextDay = entry.key;
                    break;
                }
                if (entry.value.keptAt().isBefore(before)) {
                    contents.delete(entry.key);
                }
            }
        }
    }

    private boolean hasContentOf(Reading reading, Instant now) {
        String day = dayKey(reading.deviceId(), RememberedReading.reportedDay(reading, now));
        return contentsOf(day).contains(ReadingContent.of(reading));
    }

    private SeenContents contentsOf(String day) {
        SeenContents kept = contents.get(day);
        return kept == null ? SeenContents.none() : kept;
    }

    private static boolean isFresh(Reading reading, Instant now) {
        Instant reported = reading.takenAt();
        return reported == null || (reported.isAfter(now.minus(FRESH))
                && reported.isBefore(now.plus(Admission.FUTURE_TOLERANCE)));
    }

    static String key(DeviceId device, ReadingId reading) {
        return device.value() + '|' + reading.value();
    }

    private static String dayKey(DeviceId device, long day) {
        return device.value() + '|' + day;
    }
}
