package dev.vigil.domain.device;

import dev.vigil.domain.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device and whose it was when: at one time one patient's, or one's for each of its users. Overlapping assignments
/// are refused at the API; a device that carries them all the same (another writer) is kept, and its readings in the
/// overlap are ambiguous, never guessed.
public record Device(DeviceId deviceId, @Nullable String model, @Nullable String manufacturer,
        @Nullable String serialNumber, List<Assignment> assignments) {

    public Device {
        assignments = List.copyOf(assignments);
    }

    public boolean hasOverlap() {
        return assignments.stream().anyMatch(
                one -> assignments.stream().anyMatch(other -> one != other && one.overlaps(other)));
    }
}
