package dev.vigil.app.command;

import dev.vigil.app.client.Server;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.replay.Pace;
import dev.vigil.app.replay.Replay;
import dev.vigil.app.replay.ReplayOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "replay", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Pushes recorded readings through ingest: NDJSON of readings, CSV deviceId,takenAt,vital,value,unit, or any",
    "columns by a mapping file. Prints what became of each row; exits 1 when something was not delivered."})
final class ReplayCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--mapping", paramLabel = "FILE.yaml",
            description = "how to read columns; see mappings/")
    private @Nullable Path mapping;

    @ArgGroup
    private PaceOptions pace = new PaceOptions();

    @Option(names = "--rebase",
            description = "move the recording's times to the present; a mapping always does")
    private boolean rebase;

    @Option(names = "--enrol",
            description = "enrol a patient for each device through the care-team API first")
    private boolean enrol;

    @Option(names = "--ingest", paramLabel = "URL",
            description = "ingest, where it is not on this machine")
    private @Nullable URI ingest;

    @Option(names = "--care-team", paramLabel = "URL",
            description = "care-team API, where it is not on this machine")
    private @Nullable URI careTeam;

    @Option(names = "--patience", paramLabel = "DURATION", defaultValue = "PT2M",
            description = "how long a batch is tried again (${DEFAULT-VALUE})")
    private Duration patience =
            Duration.ofMinutes(2);

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    static final class PaceOptions {
        @Option(names = "--speed", paramLabel = "X", description = "times real time (1)")
        private double speed = 1;

        @Option(names = "--as-fast-as-possible", description = "as fast as ingest takes them")
        private boolean fast;

        Pace pace() {
            return fast ? new Pace.AsFastAsPossible() : new Pace.Times(speed);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        VigilConfig config = options.resolve();
        Server door = LocalServers.ingest(config, ingest);
        Server people = enrol ? LocalServers.careTeam(config, careTeam) : null;
        Replay.Outcome outcome = Replay.run(new ReplayOptions(files, mapping, pace.pace(), rebase, door, people,
                patience), InstantSource.system(), System.out);
        spec.commandLine().getOut().println(outcome.summary());
        return outcome.pushed().failed() == 0 ? 0 : 1;
    }
}
