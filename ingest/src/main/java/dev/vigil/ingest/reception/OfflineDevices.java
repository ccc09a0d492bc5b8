package dev.vigil.ingest.reception;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.ingest.table.CompactedTable;
import dev.vigil.ingest.table.TableWriter;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Presence;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Devices whose connection ended without a goodbye and of which nothing has been heard since: why a patient is silent,
/// for whoever looks after the devices. Every instance knows what any of them heard, over restarts; nobody waits for
/// it to be written, and what Kafka cannot take now is written when it can. Thread-safe.
public final class OfflineDevices implements AutoCloseable {

    /// A network that fails takes thousands with it; the list is for a person.
    private static final int MOST_LISTED = 10_000;

    /// So many devices are remembered; who comes after them is not.
    private static final int MOST_KNOWN = 100_000;

    /// As long as the topic keeps it: a device that was retired leaves the list by itself.
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final CompactedTable<DeviceId, Presence> table;
    private final TableWriter<DeviceId, Presence> writer;
    private final InstantSource clock;

    /// What the table does not show yet, and whose turn it is.
    private final ConcurrentMap<DeviceId, Presence> unwritten = new ConcurrentHashMap<>();
    private final BlockingQueue<DeviceId> changed = new LinkedBlockingQueue<>();
    private final Thread writing = Thread.ofVirtual().name("vigil-presence").unstarted(this::write);

    private OfflineDevices(CompactedTable<DeviceId, Presence> table, TableWriter<DeviceId, Presence> writer,
            InstantSource clock) {
        this.table = table;
        this.writer = writer;
        this.clock = clock;
    }

    /// Returns at once, with or without Kafka.
    public static OfflineDevices open(KafkaConnection kafka, MeterRegistry registry, InstantSource clock) {
        CompactedTable<DeviceId, Presence> table = CompactedTable.start(Topics.PRESENCE, kafka, registry);
        OfflineDevices devices = new OfflineDevices(table, new TableWriter<>(Topics.PRESENCE, table, kafka, clock),
                clock);
        Gauge.builder("vigil.devices.offline", devices, known -> known.all().size())
                .description("Devices that went without a goodbye and have not been heard of since")
                .register(registry);
        devices.writing.start();
        return devices;
    }

    /// Told always, so that the instance at which it was before is not believed when it misses it later.
    public void connected(DeviceId device, Instant at) {
        say(new Presence(device, true, at));
    }

    /// The first time counts until it is heard of again.
    public void gone(DeviceId device) {
        Presence last = last(device);
        if (last == null || last.online()) {
            say(new Presence(device, false, clock.instant()));
        }
    }

    /// The same of a connection, which may have ended long before that is noticed: nothing to tell where the device has
    /// come back in the meantime, here or elsewhere.
    ///
    /// @param connectedAt as it was told to [#connected]
    public void gone(DeviceId device, Instant connectedAt) {
        Presence last = last(device);
        if (last == null || !last.since().isAfter(connectedAt)) {
            gone(device);
        }
    }

    public void heardOf(DeviceId device) {
        Presence last = last(device);
        if (last != null && !last.online()) {
            say(new Presence(device, true, clock.instant()));
        }
    }

    /// Whether the list is to be relied on.
    public boolean ready() {
        return table.caughtUp();
    }

    /// Those that went first at the top.
    public List<Presence> all() {
        Map<DeviceId, Presence> known = new HashMap<>(table.all());
        known.putAll(unwritten);
        Instant oldest = clock.instant().minus(REMEMBERED);
        return known.values().stream().filter(device -> !device.online() && device.since().isAfter(oldest))
                .sorted(Comparator.comparing(Presence::since)).limit(MOST_LISTED).toList();
    }

    private @Nullable Presence last(DeviceId device) {
        Presence own = unwritten.get(device);
        return own == null ? table.get(device) : own;
    }

    private void say(Presence word) {
        boolean room = table.all().size() + unwritten.size() < MOST_KNOWN || last(word.deviceId()) != null;
        if (room && unwritten.put(word.deviceId(), word) == null) {
            changed.add(word.deviceId());
        }
    }

    private void write() {
        try {
            while (true) {
                write(changed.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What was said while it was written has its turn later, as has everything while Kafka is away.
    private void write(DeviceId device) throws InterruptedException {
        Presence newest = unwritten.get(device);
        boolean written = writer.put(device, newest);
        if (!written || !unwritten.remove(device, newest)) {
            changed.add(device);
        }
        if (!written) {
            Thread.sleep(RETRY);
        }
    }

    @Override
    public void close() {
        writing.interrupt();
        writer.close();
        table.close();
    }
}
