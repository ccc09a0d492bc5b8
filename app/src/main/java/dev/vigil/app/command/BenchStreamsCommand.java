package dev.vigil.app.command;

import dev.vigil.app.bench.streams.StreamsBench;
import dev.vigil.app.house.TemporaryDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "streams", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "CPU time per reading of admission and monitoring, beside two floors: Kafka Streams that parses JSON and writes",
    "one result, without and with a state of 600 bytes. Then the time from an acknowledged reading to its signal.",
    "Exits 1 when Vigil takes more than one and a half times the floors together."})
final class BenchStreamsCommand implements Callable<Integer> {

    private static final double FLAT = 1.2;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60",
            description = "how long each variant is measured, about (${DEFAULT-VALUE})")
    private int seconds = 60;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "15",
            description = "seconds before that (${DEFAULT-VALUE})")
    private int warmUp = 15;

    @Option(names = "--patients", paramLabel = "N[,N...]", defaultValue = "10000", split = ",",
            description = {"patients with one oximeter each (${DEFAULT-VALUE});",
                "several numbers measure Vigil alone with each, its memory and disk too"})
    private List<Integer> patients = List.of(10_000);

    @Option(names = "--apart", paramLabel = "DURATION", defaultValue = "PT1S",
            description = "time between two readings of one patient (${DEFAULT-VALUE})")
    private Duration apart = Duration.ofSeconds(1);

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1",
            description = "threads of each Kafka Streams application (${DEFAULT-VALUE})")
    private int threads = 1;

    @Option(names = "--peers",
            description = "also the same windows in Kafka Streams' DSL and in Apache Flink, which ./vigil fetches")
    private boolean peers;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    /// Built by the launcher when it is asked for: no part of the product.
    private static @Nullable Path flinkPeer() {
        String directory = System.getProperty("vigil.flink.peer");
        return directory == null ? null : Path.of(directory);
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Consumer<String> line = text -> {
            out.println(text);
            out.flush();
        };
        if (patients.size() > 1) {
            return curve(line) ? 0 : 1;
        }
        try (TemporaryDirectory fresh = TemporaryDirectory.create()) {
            return bench(fresh, patients.getFirst()).run(line) ? 0 : 1;
        }
    }

    /// Whether a reading costs the same, within a fifth, whatever the number of patients.
    private boolean curve(Consumer<String> line) throws Exception {
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int number : patients) {
            try (TemporaryDirectory fresh = TemporaryDirectory.create()) {
                double cost = bench(fresh, number).growth(line);
                least = Math.min(least, cost);
                most = Math.max(most, cost);
            }
        }
        line.accept("the dearest reading takes %.2f times the cheapest".formatted(most / least));
        return most <= FLAT * least;
    }

    private StreamsBench bench(TemporaryDirectory fresh, int number) {
        return new StreamsBench(fresh.path(), number, apart, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds),
                threads, peers, flinkPeer(), InstantSource.system());
    }
}
