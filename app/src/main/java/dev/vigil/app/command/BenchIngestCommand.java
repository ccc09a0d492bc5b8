package dev.vigil.app.command;

import dev.vigil.app.bench.ingest.IngestBench;
import dev.vigil.app.client.Server;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.house.House;
import dev.vigil.app.house.Services;
import dev.vigil.app.house.TemporaryDirectory;
import dev.vigil.wire.KafkaConnection;
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
import picocli.CommandLine.Spec;

@Command(name = "ingest", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Ingest beside a bare handler of the same HTTP server and the same Kafka: requests a second, latency at half of",
    "them, readings a second in batches. Exits 1 when ingest has less than 80 %% of the bare handler's requests, a p99",
    "of 20 ms or more, or batches of 100 carry less than ten times the readings of single requests."})
final class BenchIngestCommand implements Callable<Integer> {

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "4", description = "length of each turn")
    private int seconds = 4;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Consumer<String> line = text -> {
            out.println(text);
            out.flush();
        };
        try (House house = new House(); Closing closing = Closing.onSignal(house)) {
            Path fresh = house.open("the temporary directory", TemporaryDirectory::create).path();
            VigilConfig config = options.configuration(List.of("data.directory=" + fresh, "kafka.port=0",
                    "ingest.port=0")).resolve();
            line.accept("Durability " + config.store().durability().name().toLowerCase(Locale.ROOT) + ", "
                    + Runtime.getRuntime().availableProcessors() + " cores");
            Services services = new Services(house, config, InstantSource.system());
            KafkaConnection kafka = services.broker();
            services.topics(kafka);
            Server ingest = services.ingest(kafka);
            services.awaitReady("ingest", ingest);
            return new IngestBench(kafka, ingest.address().getPort(), Duration.ofSeconds(seconds),
                    InstantSource.system()).run(line) ? 0 : 1;
        }
    }
}
