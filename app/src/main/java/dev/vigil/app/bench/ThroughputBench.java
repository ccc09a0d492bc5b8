package dev.vigil.app.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.client.CareTeamClient;
import dev.vigil.app.client.IngestClient;
import dev.vigil.app.client.PushCount;
import dev.vigil.app.house.WholeHouse;
import dev.vigil.app.reconcile.LedgerReport;
import dev.vigil.app.reconcile.Reconciliation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// How many readings a second the whole pipeline takes until they are exported.
///
/// Batches are pushed as fast as ingest takes them for a while; then the clock runs on until the ledger says that each
/// accepted reading is admitted, watched and exported. Everything, the benchmark too, is on this machine and shares
/// its cores.
public final class ThroughputBench {

    private static final int PATIENTS = 500;
    private static final int BATCH = 250;
    private static final int SENDERS = 4;
    private static final Duration SETTLE_WITHIN = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final PushCount pushed = new PushCount();

    public ThroughputBench(InstantSource clock) {
        this.clock = clock;
    }

    /// @return whether the ledger balances at the end
    public boolean run(WholeHouse house, Duration length, Consumer<String> line)
            throws InterruptedException, ExecutionException {
        line.accept("Enrolling %,d patients".formatted(PATIENTS));
        try (CareTeamClient careTeam = new CareTeamClient(house.careTeam())) {
            BenchWard.enrol(PATIENTS, careTeam, clock.instant());
        }
        line.accept("Pushing as fast as ingest takes them for %d s".formatted(length.toSeconds()));
        long start = System.nanoTime();
        try (IngestClient ingest = new IngestClient(house.ingest(), Duration.ofMinutes(1), pushed)) {
            pushFor(length, ingest);
        }
        Duration pushing = Duration.ofNanos(System.nanoTime() - start);
        line.accept("accepted %,d readings of two vitals in %.1f s: %,d readings/s; rejected %,d, not delivered %,d"
                .formatted(pushed.accepted(), seconds(pushing), perSecond(pushed.accepted(), pushing),
                        pushed.rejected(), pushed.failed()));
        LedgerReport report = Reconciliation.of(house.kafka()).settle(SETTLE_WITHIN);
        Duration whole = Duration.ofNanos(System.nanoTime() - start);
        line.accept("all exported after %.1f s: %,d readings/s through the whole pipeline".formatted(seconds(whole),
                perSecond(pushed.accepted(), whole)));
        ProcessMemory.ofThisProcess().ifPresent(memory -> line.accept("memory of this process: " + memory));
        report.lines().forEach(line);
        return report.isBalanced() && report.isSettled();
    }

    private void pushFor(Duration length, IngestClient ingest) throws InterruptedException {
        Instant end = clock.instant().plus(length);
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            int first = sender;
            senders.add(Thread.ofVirtual().start(() -> push(first, end, ingest)));
        }
        for (Thread sender : senders) {
            sender.join();
        }
    }

    /// Each sender has patients of its own; a patient's readings are a second apart, in the last minutes.
    private void push(int sender, Instant end, IngestClient ingest) {
        try {
            Instant time = clock.instant().minus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS);
            int number = sender;
            while (clock.instant().isBefore(end)) {
                List<ObjectNode> batch = new ArrayList<>();
                while (batch.size() < BATCH) {
                    batch.add(BenchWard.reading(number, time, 95 + number % 5));
                    number += SENDERS;
                    if (number >= PATIENTS) {
                        number = sender;
                        time = time.plusSeconds(1);
                    }
                }
                ingest.push(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static long perSecond(long count, Duration duration) {
        return Math.round(count / seconds(duration));
    }
}
