package dev.vigil.app.bench.ingest;

import dev.vigil.wire.KafkaConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Consumer;

/// Ingest beside a [BareHandler] on the same broker, in turns, so that whatever else the machine does falls on both.
/// The ratio is the result; readings a second are this machine's.
///
/// @param ingestPort of an ingest that is ready
/// @param length of each turn
public record IngestBench(KafkaConnection kafka, int ingestPort, Duration length, InstantSource clock) {

    private static final int GATEWAYS = 64;
    private static final int BATCH = 100;
    private static final int TURNS = 9;

    /// Ingest has more code than the bare handler for the compiler to come to.
    private static final int WARM_UP_TURNS = 4;
    private static final int LINGER_MILLIS = 1;
    private static final int BATCH_BYTES = 128 << 10;

    private static final double SHARE_WANTED = 0.8;
    private static final Duration P99_WANTED = Duration.ofMillis(20);
    private static final int BATCHES_WANTED = 10;

    /// @return whether all three goals are met
    public boolean run(Consumer<String> line) throws InterruptedException {
        try (BareHandler bare = BareHandler.start(kafka, LINGER_MILLIS, BATCH_BYTES)) {
            line.accept("Warming up");
            for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
                push(bare.port(), GATEWAYS, 1);
                push(ingestPort, GATEWAYS, 1);
            }
            boolean fast = share(bare.port(), 1, GATEWAYS, line) >= SHARE_WANTED;
            double single = median(turns(ingestPort, GATEWAYS, 1));
            boolean prompt = latency(bare.port(), single, line);
            return batches(bare.port(), single, line) && prompt && fast;
        }
    }

    /// In turns, and the median of the turns' ratios: what disturbs one turn does not decide.
    private double share(int barePort, int readings, int gateways, Consumer<String> line)
            throws InterruptedException {
        double[] shares = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            double bare = push(barePort, gateways, readings);
            double ingest = push(ingestPort, gateways, readings);
            shares[turn] = ingest / bare;
            line.accept("%,d a request: bare handler %,8.0f requests/s, ingest %,8.0f requests/s, %3.0f %%".formatted(
                    readings, bare, ingest, 100 * shares[turn]));
        }
        double share = median(shares);
        line.accept("ingest has %.0f %% of the bare handler's requests/s with %,d a request (median of %d turns)"
                .formatted(100 * share, readings, TURNS));
        return share;
    }

    /// The bare handler at the same load tells how much of it is the machine's.
    private boolean latency(int barePort, double single, Consumer<String> line) throws InterruptedException {
        Load bare = gateways(barePort, GATEWAYS, 1).at(single / 2, length.multipliedBy(2));
        Load half = gateways(ingestPort, GATEWAYS, 1).at(single / 2, length.multipliedBy(2));
        line.accept("at half of ingest's %,.0f requests/s: bare handler %s, %,d failed".formatted(single,
                bare.latency(), bare.failed()));
        line.accept("at half of ingest's %,.0f requests/s: ingest       %s, %,d failed".formatted(single,
                half.latency(), half.failed()));
        return half.failed() == 0 && half.latency().at(99).compareTo(P99_WANTED) < 0;
    }

    private boolean batches(int barePort, double single, Consumer<String> line) throws InterruptedException {
        push(barePort, GATEWAYS, BATCH);
        push(ingestPort, GATEWAYS, BATCH);
        share(barePort, BATCH, GATEWAYS, line);
        double inBatches = BATCH * median(turns(ingestPort, GATEWAYS, BATCH));
        line.accept("batches of %d: %,.0f readings/s, %.1f times the readings/s of single ones".formatted(BATCH,
                inBatches, inBatches / single));
        return inBatches >= BATCHES_WANTED * single;
    }

    private double[] turns(int port, int gateways, int readings) throws InterruptedException {
        double[] turns = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            turns[turn] = push(port, gateways, readings);
        }
        return turns;
    }

    private double push(int port, int gateways, int readings) throws InterruptedException {
        return gateways(port, gateways, readings).asFastAsPossible(length).perSecond();
    }

    private Gateways gateways(int port, int gateways, int readings) {
        return new Gateways(port, gateways, readings, clock.instant());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
