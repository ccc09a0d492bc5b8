package dev.vigil.app.command;

import dev.vigil.app.config.ConfigurationRefused;
import dev.vigil.app.config.Settings;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.fhir.ServerReconciliation;
import dev.vigil.app.reconcile.LedgerReport;
import dev.vigil.app.reconcile.Reconciliation;
import dev.vigil.fhir.auth.AuthSettings;
import dev.vigil.fhir.auth.BackendServices;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.rest.Authorization;
import dev.vigil.fhir.rest.AuthorizationFailed;
import dev.vigil.fhir.rest.ServerResources;
import dev.vigil.wire.KafkaConnection;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "reconcile", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Proves from the topics that every accepted reading is accounted for.",
    "Exits 0 when it is, 1 with the differences when not.",
    "With --fhir also compares the topics with the FHIR server itself, resource by resource;",
    "without an address that is the configured fhir.url."})
final class ReconcileCommand implements Callable<Integer> {

    private static final Duration AUTHORIZATION_RETRY = Duration.ofSeconds(5);

    @Option(names = "--settle", paramLabel = "DURATION", defaultValue = "PT30S",
            description = "how long to wait for what is on its way (${DEFAULT-VALUE})")
    private Duration settle =
            Duration.ofSeconds(30);

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        VigilConfig config = options.configuration(List.of()).resolve();
        KafkaConnection kafka = ExistingKafka.orOfThisMachine(config);
        LedgerReport report = Reconciliation.of(kafka).settle(settle);
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        boolean agrees = !options.namesFhir() || agrees(config, kafka, out);
        out.flush();
        return report.isBalanced() && agrees ? 0 : 1;
    }

    private static boolean agrees(VigilConfig config, KafkaConnection kafka, PrintWriter out)
            throws InterruptedException, ExecutionException {
        URI url = config.fhir().url();
        if (url == null) {
            throw new ConfigurationRefused(List.of("--fhir needs an address, here or as " + Settings.FHIR_URL.key()));
        }
        AuthSettings auth = config.fhir().auth();
        if (auth == null) {
            return agrees(config, url, Authorization.none(), kafka, out);
        }
        try (BackendServices access = BackendServices.open(auth, url, InstantSource.system(), AUTHORIZATION_RETRY)) {
            return agrees(config, url, access, kafka, out);
        } catch (AuthorizationFailed e) {
            throw new ConfigurationRefused(List.of(Settings.FHIR_AUTH_KEY_FILE.key() + ": " + e.getMessage()));
        }
    }

    private static boolean agrees(VigilConfig config, URI url, Authorization access, KafkaConnection kafka,
            PrintWriter out) throws InterruptedException, ExecutionException {
        try (ServerResources server = ServerResources.open(url, access, InstantSource.system())) {
            return new ServerReconciliation(kafka, server, ExportedTopic.wanted(config.fhir().communications()),
                    config.fhir().flavour(), out::println).run();
        }
    }
}
