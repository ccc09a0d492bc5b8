package dev.vigil.app.command;

import dev.vigil.fhir.auth.KeyFile;
import dev.vigil.fhir.auth.KeyRing;
import dev.vigil.fhir.auth.SigningAlgorithm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "new-key", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Makes a private key for fhir.auth.keyFile, or adds one to the file and ends those that are there.",
    "Prints the public halves: register them, or the exporter's address /.well-known/jwks.json."})
final class FhirNewKeyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "the key file; made where it is not there")
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private Path file;

    @Option(names = "--algorithm", paramLabel = "NAME", defaultValue = "ES384",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private SigningAlgorithm algorithm = SigningAlgorithm.ES384;

    @Option(names = "--overlap", paramLabel = "DURATION", defaultValue = "PT24H",
            description = "how long the new key is published before it is used, and the old one after "
                    + "(${DEFAULT-VALUE})")
    private Duration overlap = Duration.ofHours(24);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Instant now = InstantSource.system().instant();
        PrintWriter out = spec.commandLine().getOut();
        KeyRing ring = KeyFile.rotate(file, algorithm, overlap, now);
        out.println(ring.published(now));
        out.flush();
        return 0;
    }
}
