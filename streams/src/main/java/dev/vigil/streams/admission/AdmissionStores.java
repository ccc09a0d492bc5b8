package dev.vigil.streams.admission;

import dev.vigil.domain.admission.AdmissionEvent.Waiting;
import dev.vigil.domain.admission.DeviceState;
import dev.vigil.domain.admission.ParkedReading;
import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.streams.KeptStore;
import dev.vigil.streams.SetAside;
import dev.vigil.streams.SlicedScan;
import dev.vigil.wire.state.DeviceStateCodec;
import dev.vigil.wire.state.ParkedReadingCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;

/// What admission keeps of a device and of its parked readings. Keys of readings begin with their device and a bar,
/// which no id may contain, so all of one device's lie side by side.
final class AdmissionStores {

    /// Some milliseconds' worth: a parked reading is kept as JSON.
    private static final int PARKED_SLICE = 500;
    private static final Duration REST = Duration.ofSeconds(10);

    private final KeptStore<DeviceState> devices;
    private final KeptStore<ParkedReading> parked;
    private final SlicedScan<String, ParkedReading> waits;
    private final ReadingMemory memory;
    private final UnsettledDevices unsettled;

    AdmissionStores(ProcessorContext<byte[], byte[]> context, InstantSource clock, AdmissionMetrics metrics) {
        SetAside aside = new SetAside(context, quarantine -> AdmissionOutput.quarantine(context, quarantine,
                quarantine.quarantinedAt().toEpochMilli()), clock, metrics.meters());
        devices = new KeptStore<>(context.getStateStore(AdmissionTopology.DEVICES), new DeviceStateCodec(), aside);
        parked = new KeptStore<>(context.getStateStore(AdmissionTopology.PARKED), new ParkedReadingCodec(), aside);
        waits = new SlicedScan<>(parked::range, PARKED_SLICE, REST);
        memory = new ReadingMemory(context, aside);
        unsettled = new UnsettledDevices(context, memory, aside);
    }

    ReadingMemory memory() {
        return memory;
    }

    UnsettledDevices unsettled() {
        return unsettled;
    }

    DeviceState device(DeviceId device) {
        DeviceState kept = devices.get(device.value());
        return kept == null ? DeviceState.unknown() : kept;
    }

    /// Of a device that is nobody's and has nothing waiting nothing is kept: names can be made up without end.
    void keep(DeviceId device, DeviceState state) {
        if (state.assignments().isEmpty() && state.parked() == 0) {
            devices.delete(device.value());
        } else {
            devices.put(device.value(), state);
        }
    }

    void park(ParkedReading reading) {
        parked.put(ReadingMemory.key(reading.reading().deviceId(), reading.reading().id()), reading);
    }

    void setAside(Waiting waiting, RuntimeException why) {
        ParkedReading kept = waiting.parked();
        parked.setAside(ReadingMemory.key(kept.reading().deviceId(), kept.reading().id()), why);
        memory.setAside(waiting.remembered(), why);
    }

    void unpark(DeviceId device, ReadingId reading) {
        parked.delete(ReadingMemory.key(device, reading));
    }

    List<Waiting> waiting(DeviceId device) {
        List<Waiting> waiting = new ArrayList<>();
        try (KeyValueIterator<String, ParkedReading> found =
                parked.startingWith(ReadingMemory.firstKey(device))) {
            found.forEachRemaining(entry -> waiting.add(join(entry)));
        }
        return waiting;
    }

    /// Some of those whose wait has ended, of all devices of this task in their order.
    List<Waiting> overdue(Instant now) {
        List<Waiting> overdue = new ArrayList<>();
        waits.slice(now, entry -> {
            if (!entry.value.until().isAfter(now)) {
                overdue.add(join(entry));
            }
        });
        return overdue;
    }

    private Waiting join(KeyValue<String, ParkedReading> entry) {
        RememberedReading remembered = memory.of(entry.key);
        return new Waiting(entry.value, remembered == null ? RememberedReading.waiting(entry.value) : remembered);
    }
}
