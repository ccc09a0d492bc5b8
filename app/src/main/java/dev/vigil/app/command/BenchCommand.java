package dev.vigil.app.command;

import dev.vigil.app.bench.LatencyBench;
import dev.vigil.app.bench.ThroughputBench;
import dev.vigil.app.bench.fhir.FhirBench;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.house.House;
import dev.vigil.app.house.Services;
import dev.vigil.app.house.TemporaryDirectory;
import dev.vigil.app.house.WholeHouse;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "bench", mixinStandardHelpOptions = true,
        description = "Benchmarks of the pipeline, everything in one process on this machine.",
        subcommands = {BenchCommand.Latency.class, BenchCommand.Throughput.class, BenchIngestCommand.class,
            BenchStreamsCommand.class, BenchOutageCommand.class, BenchCommand.Fhir.class})
final class BenchCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "needs the command latency, throughput, ingest, streams, outage or fhir");
    }

    @Command(name = "latency", mixinStandardHelpOptions = true, sortOptions = false,
            description = "From an acknowledged reading to the event on the care-team page.")
    static final class Latency implements Callable<Integer> {
        @Option(names = "--rate", paramLabel = "N", defaultValue = "200",
                description = "readings a second")
        private int rate = 200;

        @Option(names = "--seconds", paramLabel = "N", defaultValue = "30",
                description = "how long to measure")
        private int seconds = 30;

        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return inAHouse(spec, options, (house, line) -> {
                new LatencyBench(InstantSource.system()).run(house, rate, Duration.ofSeconds(seconds), line);
                return true;
            });
        }
    }

    @Command(name = "throughput", mixinStandardHelpOptions = true, sortOptions = false,
            description = "Readings a second from ingest through the whole pipeline until they are exported.")
    static final class Throughput implements Callable<Integer> {
        @Option(names = "--seconds", paramLabel = "N", defaultValue = "30",
                description = "how long to push")
        private int seconds = 30;

        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return inAHouse(spec, options, (house, line) -> new ThroughputBench(InstantSource.system())
                    .run(house, Duration.ofSeconds(seconds), line));
        }
    }

    @Command(name = "fhir", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Encoding against HAPI's encoder, and how fast a backlog drains: to files and to a server in memory,",
        "or to files and to the server that --fhir names, which keeps what it gets."})
    static final class Fhir implements Callable<Integer> {
        @Option(names = "--observations", paramLabel = "N", defaultValue = "60000",
                description = "how many wait in Kafka (${DEFAULT-VALUE})")
        private int observations = 60_000;

        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            VigilConfig config = options.resolve();
            try (TemporaryDirectory fresh = TemporaryDirectory.create()) {
                return new FhirBench(InstantSource.system(), line(spec)).run(observations, config.fhir().url(),
                        fresh.path()) ? 0 : 1;
            }
        }
    }

    private static Consumer<String> line(CommandSpec spec) {
        PrintWriter out = spec.commandLine().getOut();
        return text -> {
            out.println(text);
            out.flush();
        };
    }

    private interface Bench {
        boolean run(WholeHouse house, Consumer<String> line) throws Exception;
    }

    /// On free ports, and in a fresh directory unless one is named; as durable as configured.
    private static int inAHouse(CommandSpec spec, ConfigOptions options, Bench bench) throws Exception {
        Consumer<String> line = line(spec);
        try (House house = new House(); Closing closing = Closing.onSignal(house)) {
            Path fresh = house.open("the temporary directory", TemporaryDirectory::create).path();
            VigilConfig config = options.configuration(List.of("data.directory=" + fresh, "kafka.port=0",
                    "ingest.port=0", "mqtt.port=0", "alerts.port=0", "streams.port=0", "fhir.port=0")).resolve();
            line.accept("Durability " + config.store().durability().name().toLowerCase(Locale.ROOT) + ", "
                    + Runtime.getRuntime().availableProcessors() + " cores");
            WholeHouse whole = WholeHouse.open(new Services(house, config, InstantSource.system()), config,
                    page -> {});
            return bench.run(whole, line) ? 0 : 1;
        }
    }
}
