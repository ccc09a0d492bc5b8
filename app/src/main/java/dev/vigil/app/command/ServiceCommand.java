package dev.vigil.app.command;

import dev.vigil.app.client.Server;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.house.House;
import dev.vigil.app.house.Services;
import dev.vigil.app.topics.TopicProvisioner;
import dev.vigil.wire.KafkaConnection;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// One service against an existing Kafka; any number of processes may run each.
final class ServiceCommand {

    private ServiceCommand() {
    }

    private interface Opening {
        Server open(Services services, KafkaConnection kafka);
    }

    @Command(name = "ingest", mixinStandardHelpOptions = true, sortOptions = false,
            description = "Takes readings from devices and gateways.")
    static final class OfIngest implements Callable<Integer> {
        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            return serve(spec, options.resolve(), Services::ingest);
        }
    }

    @Command(name = "streams", mixinStandardHelpOptions = true, sortOptions = false,
            description = "Admits readings and watches patients.")
    static final class OfStreams implements Callable<Integer> {
        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            return serve(spec, options.resolve(), Services::streams);
        }
    }

    @Command(name = "alerts", mixinStandardHelpOptions = true, sortOptions = false,
            description = "Keeps alerts and serves the care-team page and API.")
    static final class OfAlerts implements Callable<Integer> {
        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            return serve(spec, options.resolve(), Services::alerts);
        }
    }

    @Command(name = "fhir-export", mixinStandardHelpOptions = true, sortOptions = false,
            description = "Writes FHIR resources to a server or to files.")
    static final class OfFhirExport implements Callable<Integer> {
        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            return serve(spec, options.resolve(), Services::fhirExport);
        }
    }

    private static int serve(CommandSpec spec, VigilConfig config, Opening opening) throws InterruptedException {
        KafkaConnection kafka = ExistingKafka.of(config);
        PrintWriter out = spec.commandLine().getOut();
        try (House house = new House(); Closing closing = Closing.onSignal(house)) {
            awaitTopics(kafka);
            Services services = new Services(house, config, InstantSource.system());
            Server server = opening.open(services, kafka);
            services.awaitReady(spec.name(), server);
            out.println(spec.name() + " is ready at " + server);
            out.flush();
            closing.await();
        }
        return 0;
    }

    /// `./vigil topics` may run beside us; nothing works without it.
    private static void awaitTopics(KafkaConnection kafka) throws InterruptedException {
        try (TopicProvisioner provisioner = new TopicProvisioner(kafka)) {
            provisioner.awaitAll();
        }
    }
}
