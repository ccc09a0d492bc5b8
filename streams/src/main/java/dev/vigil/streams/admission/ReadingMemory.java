package dev.vigil.streams.admission;

import dev.vigil.domain.admission.Admission;
import dev.vigil.domain.admission.DeviceState;
import dev.vigil.domain.admission.ReadingContent;
import dev.vigil.domain.admission.Recollection;
import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.admission.SeenContents;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Reading;
import dev.vigil.streams.KeptStore;
import dev.vigil.streams.SetAside;
import dev.vigil.streams.SlicedScan;
import dev.vigil.wire.state.RememberedReadingCodec;
import dev.vigil.wire.state.SeenContentsCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/// Which readings have been here: one by one for as long as [Admission#EXACT_MEMORY] says, then by their content alone
/// for as long as readings are admitted.
final class ReadingMemory {

    /// Some milliseconds' worth of a scan on disk.
    private static final int READINGS_SLICE = 2_000;
    private static final int DAYS_SLICE = 200;
    /// Readings of one device and day that are kept whole for as long as readings are admitted: one a minute. Of more,
    /// the content.
    static final int MOST_WHOLE_A_DAY = 1_440;
    /// What is a few hours older than it need be does no harm, and looking costs as much as readings do.
    private static final Duration REST = Duration.ofHours(3);

    /// Follows the bar, and so every key of a device.
    private static final char AFTER_LAST = '|' + 1;

    /// A reading reported for this recently cannot have left the exact memory yet.
    private static final Duration FRESH = Admission.EXACT_MEMORY.minusHours(1);

    private final KeptStore<RememberedReading> readings;
    private final KeptStore<SeenContents> contents;
    private final SlicedScan<String, RememberedReading> oldReadings;
    private final SlicedScan<String, SeenContents> oldDays;

    ReadingMemory(ProcessorContext<?, ?> context, SetAside aside) {
        readings = new KeptStore<>(context.getStateStore(AdmissionTopology.READINGS_SEEN),
                new RememberedReadingCodec(), aside);
        contents = new KeptStore<>(context.getStateStore(AdmissionTopology.CONTENTS_SEEN), new SeenContentsCodec(),
                aside);
        oldReadings = new SlicedScan<>(readings::range, READINGS_SLICE, REST);
        oldDays = new SlicedScan<>(contents::range, DAYS_SLICE, REST);
    }

    Recollection recall(Reading reading, Instant now) {
        RememberedReading remembered = readings.get(key(reading.deviceId(), reading.id()));
        if (remembered != null) {
            return new Recollection.Lately(remembered);
        }
        return isFresh(reading, now) || !hasContentOf(reading, now) ? new Recollection.Unseen()
                : new Recollection.LongAgo();
    }

    @Nullable
    RememberedReading of(String key) {
        return readings.get(key);
    }

    void setAside(RememberedReading remembered, RuntimeException why) {
        readings.setAside(key(remembered.outcome().deviceId(), remembered.outcome().readingId()), why);
    }

    void keep(RememberedReading remembered) {
        readings.put(key(remembered.outcome().deviceId(), remembered.outcome().readingId()), remembered);
    }

    /// Forgets what is old enough, a slice at each call.
    void forgetSome(Instant now) {
        Map<String, SeenContents> days = new HashMap<>();
        oldReadings.slice(now, entry -> {
            Instant last = entry.value.outcome().at();
            if (last.isBefore(now.minus(Admission.TOO_OLD)) || (last.isBefore(now.minus(Admission.EXACT_MEMORY))
                    && isMoreThanIsKeptWhole(days, entry.value, now))) {
                readings.delete(entry.key);
            }
        });
        days.forEach(contents::put);
        oldDays.slice(now, entry -> {
            if (entry.value.keptAt().isBefore(now.minus(Admission.TOO_OLD))) {
                contents.delete(entry.key);
            }
        });
    }

    /// What leaves the exact memory is known by its content from then on. The first readings of a device's day stay
    /// whole beside that, so that they can still be corrected.
    private boolean isMoreThanIsKeptWhole(Map<String, SeenContents> days, RememberedReading old, Instant now) {
        String day = dayKey(old.outcome().deviceId(), old.reportedDay());
        SeenContents seen = days.containsKey(day) ? days.get(day) : contentsOf(day);
        if (seen.contains(old.content())) {
            return false;
        }
        days.put(day, seen.with(old.content(), now));
        return seen.size() >= MOST_WHOLE_A_DAY || !old.canBeCorrected();
    }

    @Nullable
    RememberedReading find(DeviceId device, ReadingId reading) {
        return readings.get(key(device, reading));
    }

    /// Some of a device's readings.
    ///
    /// @param next key of the reading after them, null where there is none
    record Slice(List<RememberedReading> misattributed, @Nullable String next) {
    }

    /// Admitted readings of a device that are another patient's by these assignments, among so many from a key on.
    Slice misattributed(DeviceId device, String from, int most, List<Assignment> assignments) {
        List<RememberedReading> found = new ArrayList<>();
        try (KeyValueIterator<String, RememberedReading> some = readings.range(from, device.value() + AFTER_LAST)) {
            for (int looked = 0; some.hasNext(); looked++) {
                KeyValue<String, RememberedReading> entry = some.next();
                if (looked == most) {
                    return new Slice(found, entry.key);
                }
                if (entry.value.isAnothersBy(assignments)) {
                    found.add(entry.value);
                }
            }
        }
        return new Slice(found, null);
    }

    /// How many admitted readings other assignments would move, if it were known what they said: no more than this.
    long beyondMoving(DeviceId device, DeviceState before, List<Assignment> assignments, Instant now) {
        long beyond = 0;
        try (KeyValueIterator<String, SeenContents> days = contents.startingWith(firstKey(device))) {
            while (days.hasNext()) {
                KeyValue<String, SeenContents> day = days.next();
                int more = day.value.size() - MOST_WHOLE_A_DAY;
                if (more > 0 && movesSomethingOf(day.key.substring(firstKey(device).length()), before, assignments,
                        now)) {
                    beyond += more;
                }
            }
        }
        return beyond;
    }

    /// A day far from now is that of a clock that was corrected: its readings may be of any time.
    private static boolean movesSomethingOf(String reportedDay, DeviceState before, List<Assignment> assignments,
            Instant now) {
        Instant oldest = now.minus(Admission.TOO_OLD);
        Instant midnight = oldest.truncatedTo(ChronoUnit.DAYS);
        for (; midnight.isBefore(now); midnight = midnight.plus(Duration.ofDays(1))) {
            if (reportedDay.equals(Long.toString(RememberedReading.dayOf(midnight)))) {
                return before.movesSomething(assignments, midnight, midnight.plus(Duration.ofDays(1)));
            }
        }
        return before.movesSomething(assignments, oldest, now);
    }

    static String firstKey(DeviceId device) {
        return device.value() + '|';
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
