package dev.vigil.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.client.CareTeamClient;
import dev.vigil.app.client.IngestClient;
import dev.vigil.app.client.PushCount;
import dev.vigil.app.house.WholeHouse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// How long it takes from ingest's acknowledgement of a reading until a browser has been told.
///
/// As many patients as readings a second, each with one reading a second, every other one below the limit: the row of
/// the worklist changes with each, an alert comes with every other. What the first seconds take is not counted.
public final class LatencyBench {

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LAST_EVENTS = Duration.ofSeconds(3);

    private final InstantSource clock;
    private final PushCount pushed = new PushCount();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Long> rowHeard = new ConcurrentHashMap<>();
    private final Map<String, Long> alertHeard = new ConcurrentHashMap<>();
    private final Collection<String> measured = new ConcurrentLinkedQueue<>();

    public LatencyBench(InstantSource clock) {
        this.clock = clock;
    }

    /// @param rate readings a second
    public void run(WholeHouse house, int rate, Duration length, Consumer<String> line) throws InterruptedException {
        line.accept("Enrolling %,d patients".formatted(rate));
        try (CareTeamClient careTeam = new CareTeamClient(house.careTeam())) {
            BenchWard.enrol(rate, careTeam, clock.instant());
        }
        line.accept("Warming up for %d s, then measuring for %d s at %,d readings/s".formatted(WARM_UP.toSeconds(),
                length.toSeconds(), rate));
        Instant start = clock.instant();
        Instant end = start.plus(WARM_UP).plus(length);
        try (IngestClient ingest = new IngestClient(house.ingest(), Duration.ofSeconds(30), pushed);
                EventListener listener = new EventListener(house.careTeam(), this::heard)) {
            List<Thread> devices = new ArrayList<>();
            for (int number = 0; number < rate; number++) {
                int device = number;
                Duration offset = EVERY.multipliedBy(number).dividedBy(rate);
                devices.add(Thread.ofVirtual().start(() -> push(device, start.plus(offset), end, ingest)));
            }
            for (Thread device : devices) {
                device.join();
            }
            Thread.sleep(LAST_EVENTS);
        }
        line.accept("readings pushed %,d, accepted %,d, rejected %,d, not delivered %,d".formatted(
                pushed.accepted() + pushed.rejected() + pushed.failed(), pushed.accepted(), pushed.rejected(),
                pushed.failed()));
        line.accept("acknowledged -> row on the page   " + between(rowHeard));
        line.accept("acknowledged -> alert on the page " + between(alertHeard));
    }

    private void push(int device, Instant first, Instant end, IngestClient ingest) {
        try {
            Instant counted = clock.instant().plus(WARM_UP);
            int number = 0;
            for (Instant due = first; due.isBefore(end); due = due.plus(EVERY)) {
                Duration wait = Duration.between(clock.instant(), due);
                if (wait.isPositive()) {
                    Thread.sleep(wait);
                }
                Instant takenAt = Instant.ofEpochMilli(clock.instant().toEpochMilli());
                ObjectNode reading = BenchWard.reading(device, takenAt, number++ % 2 == 0 ? 97 : 84);
                ingest.push(List.of(reading));
                String key = BenchWard.patient(device) + "@" + takenAt;
                acknowledged.put(key, System.nanoTime());
                if (due.isAfter(counted)) {
                    measured.add(key);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void heard(String event, JsonNode json, long nanoTime) {
        String patient = json.path("patientId").asText();
        if (event.equals("patient")) {
            json.path("vitals").forEach(
                    vital -> rowHeard.putIfAbsent(patient + "@" + vital.path("takenAt").asText(), nanoTime));
        } else if (event.equals("alert")) {
            json.path("signals").forEach(signal -> signal.path("evidence").forEach(
                    each -> alertHeard.putIfAbsent(patient + "@" + each.path("takenAt").asText(), nanoTime)));
        }
    }

    /// An event that overtakes the acknowledgement took no time.
    private Percentiles between(Map<String, Long> heard) {
        List<Long> nanos = new ArrayList<>();
        for (String key : measured) {
            Long event = heard.get(key);
            Long answer = acknowledged.get(key);
            if (event != null && answer != null) {
                nanos.add(Math.max(0, event - answer));
            }
        }
        return Percentiles.of(nanos);
    }
}
