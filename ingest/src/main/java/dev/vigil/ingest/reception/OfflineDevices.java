package dev.vigil.ingest.reception;

import dev.vigil.domain.id.DeviceId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Devices whose connection ended without a goodbye and of which nothing has been heard since: why a patient is silent,
/// for whoever looks after the devices. Known to the instance at which it happened, until it stops. Thread-safe.
public final class OfflineDevices {

    /// A network that fails takes thousands with it; the list is for a person.
    private static final int MOST = 10_000;

    private final ConcurrentMap<DeviceId, Instant> since = new ConcurrentHashMap<>();

    OfflineDevices(MeterRegistry registry) {
        Gauge.builder("vigil.devices.offline", since, Map::size)
                .description("Devices that went without a goodbye and have not been heard of since")
                .register(registry);
    }

    /// The first time counts until it is heard of again.
    public void gone(DeviceId device, Instant at) {
        if (since.size() < MOST) {
            since.putIfAbsent(device, at);
        }
    }

    public void heardOf(DeviceId device) {
        if (!since.isEmpty()) {
            since.remove(device);
        }
    }

    public Map<DeviceId, Instant> all() {
        return Map.copyOf(since);
    }
}
