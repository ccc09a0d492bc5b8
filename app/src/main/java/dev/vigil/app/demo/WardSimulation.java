package dev.vigil.app.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.client.IngestClient;
import dev.vigil.app.demo.HomePatient.HomeDevice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Runs the devices of a ward: each pushes what its patient's body shows, at its times, through ingest.
///
/// One virtual thread a device. Closing stops them; a reading that is on its way is waited for.
final class WardSimulation implements AutoCloseable {

    /// A gateway that was offline comes back after this, in true time.
    private static final Duration BACK_ONLINE_AFTER = Duration.ofSeconds(15);

    /// A scale keeps the last days, which it tells when it is first connected.
    private static final Duration KEPT_BY_SCALE = Duration.ofDays(6);

    private final IngestClient ingest;
    private final InstantSource clock;
    private final double speed;
    private final Instant start;
    private final List<Thread> running = new ArrayList<>();

    /// @param speed how much faster than the clock the patients' time runs
    WardSimulation(IngestClient ingest, InstantSource clock, double speed) {
        this.ingest = ingest;
        this.clock = clock;
        this.speed = speed;
        this.start = clock.instant();
    }

    void start(List<HomePatient> ward) {
        int devices = ward.stream().mapToInt(patient -> patient.devices().size()).sum();
        int index = 0;
        for (HomePatient patient : ward) {
            for (HomeDevice device : patient.devices()) {
                DevicePlan plan = DevicePlan.of(device.kind(), index++, devices, speed);
                running.add(Thread.ofVirtual().name(device.deviceId())
                        .start(() -> untilInterrupted(new DeviceReadings(patient, device), plan)));
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        running.forEach(Thread::interrupt);
        for (Thread device : running) {
            device.join(Duration.ofSeconds(5));
        }
    }

    private void untilInterrupted(DeviceReadings device, DevicePlan plan) {
        try {
            run(device, plan);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(DeviceReadings device, DevicePlan plan) throws InterruptedException {
        switch (device.device().fault()) {
            case Fault.WasOffline(Duration back) -> {
                sleepUntil(start.plus(BACK_ONLINE_AFTER));
                ingest.push(device.kept(back, device.device().kind().every(), clock.instant()));
            }
            case Fault.None ignored when device.device().kind() == DeviceKind.SCALE ->
                ingest.push(device.kept(KEPT_BY_SCALE, Duration.ofDays(1), clock.instant()));
            case Fault.None ignored -> {}
            case Fault.FallsSilent ignored -> {}
            case Fault.ClockAhead ignored -> {}
        }
        for (long number = 0; !isSilent(device.device().fault(), plan.at(number)); number++) {
            Instant due = start.plus(DevicePlan.faster(plan.at(number), speed));
            if (!due.plus(DevicePlan.faster(plan.every(), speed)).isBefore(clock.instant())) {
                sleepUntil(due);
                ObjectNode reading = device.measured(number, plan.at(number), clock.instant());
                ingest.push(List.of(reading));
            }
        }
    }

    private static boolean isSilent(Fault fault, Duration at) {
        return fault instanceof Fault.FallsSilent(Duration after) && at.compareTo(after) > 0;
    }

    private void sleepUntil(Instant due) throws InterruptedException {
        Duration wait = Duration.between(clock.instant(), due);
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
    }
}
