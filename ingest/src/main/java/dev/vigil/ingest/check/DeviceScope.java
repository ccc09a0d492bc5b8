package dev.vigil.ingest.check;

import dev.vigil.domain.id.DeviceId;
import java.util.Set;

/// The devices for which a sender may push.
public sealed interface DeviceScope {

    boolean covers(DeviceId device);

    record All() implements DeviceScope {

        @Override
        public boolean covers(DeviceId device) {
            return true;
        }
    }

    record Only(Set<DeviceId> devices) implements DeviceScope {

        public Only {
            devices = Set.copyOf(devices);
        }

        @Override
        public boolean covers(DeviceId device) {
            return devices.contains(device);
        }
    }
}
