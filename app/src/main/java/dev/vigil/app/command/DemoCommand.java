package dev.vigil.app.command;

import dev.vigil.app.config.Configuration;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.demo.Demo;
import dev.vigil.app.demo.DemoOptions;
import dev.vigil.app.house.House;
import dev.vigil.app.house.TemporaryDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "demo", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "The whole pipeline with nothing to install: a real Kafka in this process, all services, simulated patients",
    "at home whose devices push through the real ingest, and the care-team page."})
final class DemoCommand implements Callable<Integer> {

    private static final double WARD_SPEED = 60;
    private static final int WARD = 12;

    /// Simulated patients are nobody's but ours.
    private static final String NEW_PATIENTS = "fhir.createPatients=true";

    @Option(names = "--patients", paramLabel = "N",
            description = "simulated patients (" + WARD + "; with --replay none)")
    private @Nullable Integer patients;

    @Option(names = "--speed", paramLabel = "X",
            description = "how much faster than the clock patients fare (60), or the recording runs (1)")
    private @Nullable Double speed;

    @Option(names = "--for", paramLabel = "DURATION",
            description = "stop by itself, such as PT60S, and reconcile")
    private @Nullable Duration length;

    @Option(names = "--replay", paramLabel = "FILE", arity = "1..*",
            description = "recordings to replay, paced")
    private List<Path> recordings = new ArrayList<>();

    @Option(names = "--mapping", paramLabel = "FILE.yaml",
            description = "how to read the recordings' columns")
    private @Nullable Path mapping;

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1",
            description = "of the simulated patients")
    private long seed = 1;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (House house = new House(); Closing closing = Closing.onSignal(house)) {
            VigilConfig config = configuration(house).resolve();
            Demo demo = new Demo(new DemoOptions(patients(), seed, speed == null ? WARD_SPEED : speed, recordings,
                    mapping, speed == null ? 1 : speed), config, InstantSource.system(), line -> {
                        out.println(line);
                        out.flush();
                    });
            demo.start(house);
            if (length == null) {
                out.println("Stop with Ctrl-C.");
                out.flush();
                closing.await();
                return 0;
            }
            return closing.await(length) || demo.settle() ? 0 : 1;
        }
    }

    private int patients() {
        if (patients != null) {
            return patients;
        }
        return recordings.isEmpty() ? WARD : 0;
    }

    /// Without `--data` everything is in a fresh directory that goes with the demo, and nothing needs to survive a
    /// power cut.
    private Configuration configuration(House house) {
        if (options.namesDirectory()) {
            return options.configuration(List.of(NEW_PATIENTS));
        }
        Path fresh = house.open("the temporary directory", TemporaryDirectory::create).path();
        return options.configuration(List.of("data.directory=" + fresh, "data.durability=os", NEW_PATIENTS));
    }
}
