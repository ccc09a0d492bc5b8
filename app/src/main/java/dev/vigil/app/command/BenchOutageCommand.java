package dev.vigil.app.command;

import dev.vigil.app.bench.outage.Outage;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.house.TemporaryDirectory;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "outage", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Stops a real broker while simulated gateways push through a real ingest, starts it again, and compares what the",
    "gateways took with what Kafka has. Exits 1 when a reading is missing."})
final class BenchOutageCommand implements Callable<Integer> {

    @Option(names = "--for", paramLabel = "DURATION", defaultValue = "PT10M",
            description = "how long Kafka is away (${DEFAULT-VALUE})")
    private Duration outage =
            Duration.ofMinutes(10);

    @Option(names = "--gateways", paramLabel = "N", defaultValue = "20",
            description = "gateways, each with two readings a second (${DEFAULT-VALUE})")
    private int gateways = 20;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    private static final Duration AROUND = Duration.ofSeconds(10);

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        VigilConfig config = options.resolve();
        try (TemporaryDirectory directory = TemporaryDirectory.create()) {
            Outage.Report report = new Outage(directory.path(), config.store().durability(), gateways, AROUND, outage,
                    InstantSource.system()).run(line -> {
                        out.println(line);
                        out.flush();
                    });
            out.println(report);
            out.flush();
            return report.nothingLost() ? 0 : 1;
        }
    }
}
