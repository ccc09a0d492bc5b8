package dev.vigil.app.bench.outage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.client.IngestClient;
import dev.vigil.wire.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A gateway in a home: takes readings at a pace, whatever the network does, and sends what has gathered as one
/// upload. It keeps each reading until ingest has answered for it, and comes back when ingest says.
final class HomeGateway {

    private static final int LARGEST_UPLOAD = 1_000;
    private static final Duration NEXT_READING = Duration.ofMillis(500);

    private final String deviceId;
    private final IngestClient ingest;
    private final InstantSource clock;
    private final BlockingQueue<ObjectNode> gathered = new LinkedBlockingQueue<>();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    HomeGateway(int number, IngestClient ingest, InstantSource clock) {
        deviceId = "home-%03d".formatted(number);
        this.ingest = ingest;
        this.clock = clock;
    }

    /// Takes readings until then, and returns when ingest has answered for each or is given up.
    void work(Instant end) throws InterruptedException {
        Thread device = Thread.ofVirtual().start(() -> take(end));
        while (device.isAlive() || !gathered.isEmpty()) {
            ObjectNode first = gathered.poll(NEXT_READING.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                List<ObjectNode> upload = new ArrayList<>(List.of(first));
                gathered.drainTo(upload, LARGEST_UPLOAD - 1);
                ingest.push(upload);
            }
        }
    }

    /// `deviceId|readingId` of each reading taken.
    Set<String> taken() {
        return Set.copyOf(taken);
    }

    private void take(Instant end) {
        try {
            for (int number = 0; clock.instant().isBefore(end); number++) {
                String id = deviceId + "-" + number;
                ObjectNode reading = Json.mapper().createObjectNode().put("deviceId", deviceId).put("id", id)
                        .put("takenAt", clock.instant().toString());
                reading.putArray("measurements").addObject().put("vital", "pulse-rate").put("value", 60 + number % 40)
                        .put("unit", "/min");
                taken.add(deviceId + "|" + id);
                gathered.add(reading);
                Thread.sleep(NEXT_READING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
