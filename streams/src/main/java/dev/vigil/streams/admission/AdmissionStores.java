package dev.vigil.streams.admission;

import dev.vigil.domain.admission.AdmissionEvent.Waiting;
import dev.vigil.domain.admission.DeviceState;
import dev.vigil.domain.admission.ParkedReading;
import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What admission keeps, per device and per reading of a device. Keys of readings begin with their device and a bar,
/// which no id may contain, so all of one device's lie side by side.
final class AdmissionStores {

    /// Some milliseconds' worth of a scan on disk.
    private static final int SLICE = 2_000;

    private final KeyValueStore<String, DeviceState> devices;
    private final KeyValueStore<String, RememberedReading> seen;
    private final KeyValueStore<String, ParkedReading> parked;
    private @Nullable String forgetFrom;

    AdmissionStores(ProcessorContext<?, ?> context) {
        devices = context.getStateStore(AdmissionTopology.DEVICES);
        seen = context.getStateStore(AdmissionTopology.READINGS_SEEN);
        parked = context.getStateStore(AdmissionTopology.PARKED);
    }

    DeviceState device(DeviceId device) {
        DeviceState kept = devices.get(device.value());
        return kept == null ? DeviceState.unknown() : kept;
    }

    void keep(DeviceId device, DeviceState state) {
        devices.put(device.value(), state);
    }

    @Nullable
    RememberedReading seen(DeviceId device, ReadingId reading) {
        return seen.get(key(device, reading));
    }

    void keep(RememberedReading remembered) {
        seen.put(key(remembered.outcome().deviceId(), remembered.outcome().readingId()), remembered);
    }

    void park(ParkedReading reading) {
        parked.put(key(reading.reading().deviceId(), reading.reading().id()), reading);
    }

    void unpark(DeviceId device, ReadingId reading) {
        parked.delete(key(device, reading));
    }

    List<Waiting> waiting(DeviceId device) {
        try (KeyValueIterator<String, ParkedReading> found =
                parked.prefixScan(device.value() + '|', new StringSerializer())) {
            return join(found, parkedReading -> true);
        }
    }

    /// Of all devices of this task, in their order.
    List<Waiting> overdue(Instant now) {
        try (KeyValueIterator<String, ParkedReading> found = parked.all()) {
            return join(found, parkedReading -> !parkedReading.until().isAfter(now));
        }
    }

    private List<Waiting> join(KeyValueIterator<String, ParkedReading> found, Predicate<ParkedReading> which) {
        List<Waiting> waiting = new ArrayList<>();
        while (found.hasNext()) {
            KeyValue<String, ParkedReading> entry = found.next();
            if (which.test(entry.value)) {
                waiting.add(new Waiting(entry.value, seen.get(entry.key)));
            }
        }
        return waiting;
    }

    /// Forgets some of what was last heard of before the given time, a slice at each call, so that no call takes long.
    void forgetSome(Instant before) {
        int looked = 0;
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, RememberedReading> slice = seen.range(forgetFrom, null)) {
            while (slice.hasNext() && looked < SLICE) {
                KeyValue<String, RememberedReading> entry = slice.next();
                looked++;
                forgetFrom = entry.key;
                if (entry.value.outcome().at().isBefore(before)) {
                    old.add(entry.key);
                }
            }
        }
        if (looked < SLICE) {
            forgetFrom = null;
        }
        old.forEach(seen::delete);
    }

    private static String key(DeviceId device, ReadingId reading) {
        return device.value() + '|' + reading.value();
    }
}
