package dev.vigil.app.command;

import dev.vigil.app.reconcile.LedgerReport;
import dev.vigil.app.reconcile.Reconciliation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "reconcile", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Proves from the topics that every accepted reading is accounted for.",
    "Exits 0 when it is, 1 with the differences when not."})
final class ReconcileCommand implements Callable<Integer> {

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
        LedgerReport report = Reconciliation.of(ExistingKafka.orOfThisMachine(options.resolve())).settle(settle);
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        out.flush();
        return report.isBalanced() ? 0 : 1;
    }
}
