package dev.vigil.streams.admission;

import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.DeviceId;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Devices whose earlier readings are gone through because somebody said anew whose they were. A device that sends
/// every second has more of them than one transaction can take, so this goes on a slice at a time, over restarts too.
final class UnsettledDevices {

    /// Some hundred milliseconds' worth where every one of them is another patient's.
    private static final int SLICE = 1_000;

    private final KeyValueStore<String, String> goesOnAt;
    private final ReadingMemory memory;

    UnsettledDevices(ProcessorContext<?, ?> context, ReadingMemory memory) {
        this.goesOnAt = context.getStateStore(AdmissionTopology.UNSETTLED);
        this.memory = memory;
    }

    /// From its first reading on, wherever an earlier change had got to.
    void begin(DeviceId device) {
        goesOnAt.put(device.value(), ReadingMemory.firstKey(device));
    }

    Optional<DeviceId> next() {
        try (KeyValueIterator<String, String> devices = goesOnAt.all()) {
            return devices.hasNext() ? Optional.of(new DeviceId(devices.next().key)) : Optional.empty();
        }
    }

    /// Those of the next readings of the device that are another patient's by these assignments.
    List<RememberedReading> slice(DeviceId device, List<Assignment> assignments) {
        ReadingMemory.Slice slice = memory.misattributed(device, goesOnAt.get(device.value()), SLICE, assignments);
        if (slice.next() == null) {
            goesOnAt.delete(device.value());
        } else {
            goesOnAt.put(device.value(), slice.next());
        }
        return slice.misattributed();
    }
}
