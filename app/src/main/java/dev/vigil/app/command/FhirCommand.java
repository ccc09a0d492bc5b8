package dev.vigil.app.command;

import dev.vigil.app.fhir.FailedDeliveries;
import dev.vigil.app.fhir.PlainReason;
import dev.vigil.app.fhir.Retry;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.FhirParked;
import dev.vigil.wire.KafkaConnection;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "fhir", mixinStandardHelpOptions = true,
        description = "What the FHIR server refused, another try, and the keys to be let in with.",
        subcommands = {FhirCommand.Failed.class, FhirCommand.Again.class, FhirNewKeyCommand.class})
final class FhirCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "needs the command failed, retry or new-key");
    }

    @Command(name = "failed", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Lists why resources were refused, which field it was and how many there are,",
        "and which patients' records wait because the server does not know the patient.",
        "Exits 0 when there are none, 1 when there are some."})
    static final class Failed implements Callable<Integer> {

        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            KafkaConnection kafka = ExistingKafka.orOfThisMachine(options.resolve());
            PrintWriter out = spec.commandLine().getOut();
            List<FhirFailure> failures = FailedDeliveries.outstanding(kafka);
            Map<PlainReason, Long> reasons = failures.stream()
                    .collect(Collectors.groupingBy(PlainReason::of, Collectors.counting()));
            reasons.entrySet().stream().sorted(Map.Entry.<PlainReason, Long>comparingByValue().reversed())
                    .forEach(reason -> out.printf("%,d × %s: %s%s%n", reason.getValue(),
                            reason.getKey().resourceType(), reason.getKey().reason(),
                            reason.getKey().field().isEmpty() ? "" : ", field " + reason.getKey().field()));
            Map<String, Long> waiting = waiting(kafka);
            waiting.entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                    .forEach(patient -> out.printf("%,d records of patient %s wait: the FHIR server does not know the"
                            + " patient, knows more than one, or forbids to write of them%n", patient.getValue(),
                            patient.getKey()));
            out.println(failures.isEmpty() ? "Nothing is refused."
                    : "Once the cause is mended: ./vigil fhir retry");
            out.flush();
            return failures.isEmpty() && waiting.isEmpty() ? 0 : 1;
        }

        private static Map<String, Long> waiting(KafkaConnection kafka) throws InterruptedException {
            return FailedDeliveries.waiting(kafka).values().stream().filter(record -> record.retryOf() == null)
                    .collect(Collectors.groupingBy(FhirParked::patientId, Collectors.counting()));
        }
    }

    @Command(name = "retry", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Has everything that was refused sent again, in each patient's order. The exporters do it; they must run.",
        "Exits 0 when all of it is delivered, 1 when not."})
    static final class Again implements Callable<Integer> {

        @Option(names = "--wait", paramLabel = "DURATION", defaultValue = "PT1M",
                description = "how long to wait for the exporters (${DEFAULT-VALUE})")
        private Duration patience = Duration.ofMinutes(1);

        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            KafkaConnection kafka = ExistingKafka.orOfThisMachine(options.resolve());
            Retry.Result result = new Retry(kafka, InstantSource.system()).run(patience);
            PrintWriter out = spec.commandLine().getOut();
            out.printf("%,d delivered, %,d refused again, %,d waiting, %,d unreadable%n", result.delivered(),
                    result.refused(), result.waiting(), result.hopeless());
            if (result.waiting() > 0) {
                out.println("What waits is sent as soon as an exporter runs and the server knows the patient.");
            }
            out.flush();
            return result.refused() + result.waiting() + result.hopeless() == 0 ? 0 : 1;
        }
    }
}
