package dev.vigil.streams.admission;

import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.streams.KeptStore;
import dev.vigil.streams.SetAside;
import dev.vigil.wire.state.StateCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;

/// Devices whose earlier readings are gone through because somebody said anew whose they were. A device that sends
/// every second has more of them than one transaction can take, so this goes on a slice at a time, over restarts too.
final class UnsettledDevices {

    /// Some hundred milliseconds' worth where every one of them is another patient's.
    private static final int SLICE = 1_000;

    private final KeptStore<Place> goesOnAt;
    private final ReadingMemory memory;

    UnsettledDevices(ProcessorContext<?, ?> context, ReadingMemory memory, SetAside aside) {
        this.goesOnAt = new KeptStore<>(context.getStateStore(AdmissionTopology.UNSETTLED), new PlaceCodec(), aside);
        this.memory = memory;
    }

    /// Of a device's readings, the key to go on at.
    private record Place(DeviceId device, String key) {
    }

    /// A key begins with its device.
    private static final class PlaceCodec implements StateCodec<Place> {

        @Override
        public byte[] encode(Place place) {
            return place.key().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Place decode(byte[] bytes) {
            String key = new String(bytes, StandardCharsets.UTF_8);
            return new Place(new DeviceId(key.substring(0, key.indexOf('|'))), key);
        }
    }

    /// From its first reading on, wherever an earlier change had got to.
    void begin(DeviceId device) {
        goesOnAt.put(device.value(), new Place(device, ReadingMemory.firstKey(device)));
    }

    Optional<DeviceId> next() {
        try (KeyValueIterator<String, Place> places = goesOnAt.range(null, null)) {
            return places.hasNext() ? Optional.of(places.next().value.device()) : Optional.empty();
        }
    }

    /// Those of the next readings of the device that are another patient's by these assignments.
    List<RememberedReading> slice(DeviceId device, List<Assignment> assignments) {
        Place place = goesOnAt.get(device.value());
        String from = place == null ? ReadingMemory.firstKey(device) : place.key();
        ReadingMemory.Slice slice = memory.misattributed(device, from, SLICE, assignments);
        if (slice.next() == null) {
            goesOnAt.delete(device.value());
        } else {
            goesOnAt.put(device.value(), new Place(device, slice.next()));
        }
        return slice.misattributed();
    }
}
