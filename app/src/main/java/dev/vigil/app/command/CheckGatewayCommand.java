package dev.vigil.app.command;

import dev.vigil.app.client.Server;
import dev.vigil.app.gateway.Finding;
import dev.vigil.app.gateway.GatewayCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "check-gateway", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Plays a gateway's first day against an ingest: retries, duplicates, clock, offline batch, bad units, credentials,",
    "and what comes too fast or has to wait.",
    "Says what holds and what to change; exits 1 when something does not hold. Name a device that no patient has."})
final class CheckGatewayCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "URL", description = "ingest, where it is not on this machine")
    private @Nullable URI ingest;

    @Option(names = "--device", paramLabel = "ID", defaultValue = "check-gateway",
            description = "device that the credential may push for (${DEFAULT-VALUE})")
    private String device = "check-gateway";

    @Option(names = "--token-file", paramLabel = "FILE",
            description = "file that holds the credential's token; ingest.token where not given")
    private @Nullable Path tokenFile;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Server configured = LocalServers.ingest(options.resolve(), ingest);
        Server server = tokenFile == null ? configured
                : new Server(configured.address(), Files.readString(tokenFile).strip(), configured.tls());
        PrintWriter out = spec.commandLine().getOut();
        InstantSource clock = InstantSource.system();
        boolean sound = new GatewayCheck(server, device, clock.instant().truncatedTo(ChronoUnit.MILLIS), clock)
                .run(finding -> {
                    out.println(line(finding));
                    out.flush();
                });
        out.println(sound ? "All of it holds." : "Change what is marked FAILED and run this again.");
        return sound ? 0 : 1;
    }

    private static String line(Finding finding) {
        return switch (finding) {
            case Finding.Passed(String check, String seen) -> "passed   " + check + " (" + seen + ")";
            case Finding.Skipped(String check, String why) -> "skipped  " + check + ": " + why;
            case Finding.Failed(String check, String seen, String change) ->
                "FAILED   " + check + " (" + seen + "): " + change;
        };
    }
}
