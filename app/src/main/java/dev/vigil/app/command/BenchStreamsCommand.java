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
    private static final double FLAT_OVER_WINDOWS = 1.3;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60",
            description = "how long each variant is measured, about (${DEFAULT-VALUE})")
    private int seconds = 60;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "60",
            description = "seconds before that (${DEFAULT-VALUE})")
    private int warmUp = 60;

    @Option(names = "--patients", paramLabel = "N[,N...]", defaultValue = "10000", split = ",",
            description = {"patients with one oximeter each (${DEFAULT-VALUE});",
                "several numbers measure Vigil alone with each, its memory and disk too"})
    private List<Integer> patients = List.of(10_000);

    @Option(names = "--apart", paramLabel = "DURATION", defaultValue = "PT1S",
            description = "time between two readings of one patient (${DEFAULT-VALUE})")
    private Duration apart = Duration.ofSeconds(1);

    @Option(names = "--windows", paramLabel = "LENGTH,LENGTH...", split = ",",
            description = {"measures Vigil alone, the plan's windows each of the first length and then of the next;",
                "exits 1 when a reading costs more than 1.3 times as much under one as under another"})
    private List<String> windows = List.of();

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
        if (!windows.isEmpty()) {
            return isFlat(windows.stream().map(window -> new Point(patients.getFirst(), window)).toList(),
                    FLAT_OVER_WINDOWS, line) ? 0 : 1;
        } else if (patients.size() > 1) {
            return isFlat(patients.stream().map(number -> new Point(number, null)).toList(), FLAT, line) ? 0 : 1;
        }
        try (TemporaryDirectory fresh = TemporaryDirectory.create()) {
            return bench(fresh, patients.getFirst(), null).run(line) ? 0 : 1;
        }
    }

    /// So many patients, and windows of such a length where one is given.
    private record Point(int patients, @Nullable String window) {
    }

    private boolean isFlat(List<Point> points, double within, Consumer<String> line) throws Exception {
        double least = Double.MAX_VALUE;
        double most = 0;
        for (Point point : points) {
            try (TemporaryDirectory fresh = TemporaryDirectory.create()) {
                double cost = bench(fresh, point.patients(), point.window()).growth(line);
                least = Math.min(least, cost);
                most = Math.max(most, cost);
            }
        }
        line.accept("the dearest reading takes %.2f times the cheapest".formatted(most / least));
        return most <= within * least;
    }

    private StreamsBench bench(TemporaryDirectory fresh, int number, @Nullable String window) {
        return new StreamsBench(fresh.path(), number, apart, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds),
                threads, window, peers, flinkPeer(), InstantSource.system());
    }
}
